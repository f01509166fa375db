import { Button, FileButton, Group, Text, Textarea } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './import.module.css';

export interface ImportSourceProps {
  readonly onOpen: (name: string, content: Uint8Array | string) => void;
  readonly isOpened: boolean;
}

/** Where the data comes from: a file that is chosen or dropped, or text that is pasted. It stays in this browser until it is taken. */
export function ImportSource({ onOpen, isOpened }: ImportSourceProps) {
  const t = useTranslations('programme.import');
  const [isOver, setOver] = useState(false);
  const [isPasting, setPasting] = useState(false);
  const [text, setText] = useState('');

  async function take(file: File | null | undefined): Promise<void> {
    if (file === null || file === undefined) return;
    onOpen(file.name, new Uint8Array(await file.arrayBuffer()));
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files.item(0));
  }

  return (
    <div
      className={styles['source']}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Text size="lg" fw={600}>
        {t('sourceTitle')}
      </Text>
      <Text c="var(--ink-soft)">{t('sourceText')}</Text>
      <Group justify="center">
        <FileButton
          onChange={(file) => void take(file)}
          accept=".ics,.ical,.json,.jsonld,.html,.htm,text/calendar,application/json,application/ld+json,text/html"
        >
          {(props) => (
            <Button {...props} variant={isOpened ? 'default' : 'filled'}>
              {isOpened ? t('chooseOther') : t('choose')}
            </Button>
          )}
        </FileButton>
        <Button variant="default" aria-expanded={isPasting} onClick={() => setPasting(!isPasting)}>
          {t('paste')}
        </Button>
      </Group>
      {isPasting && (
        <form
          className={styles['paste']}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') onOpen(t('pasted'), text);
          }}
        >
          <Textarea
            label={t('pasteLabel')}
            autosize
            minRows={6}
            maxRows={16}
            spellCheck={false}
            dir="ltr"
            data-autofocus
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Button type="submit" disabled={text.trim() === ''}>
            {t('readPasted')}
          </Button>
        </form>
      )}
    </div>
  );
}
