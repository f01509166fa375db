import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './plan.module.css';
import type { SeatingPlan } from './plan-parts.ts';
import { readPlanText, type TextMistake } from './read-plan-text.ts';
import { useMistakeText } from './use-mistake-text.ts';
import { writePlanText } from './write-plan-text.ts';

interface PlanTextProps {
  readonly plan: SeatingPlan;
  /** What the file is called. */
  readonly fileName: string;
  readonly onPlan: (next: SeatingPlan, mergeKey?: string) => void;
  /** Whether the text says something else than the plan, because it has mistakes. */
  readonly onBroken: (isBroken: boolean) => void;
}

const write = (plan: SeatingPlan): string => (plan.sections.length === 0 && !plan.stage ? '' : writePlanText(plan));

/** The plan as text: each follows the other. A text with mistakes leaves the plan as it was. */
export function PlanText({ plan, fileName, onPlan, onBroken }: PlanTextProps) {
  const t = useTranslations('venues.plan.text');
  const [text, setText] = useState(() => write(plan));
  const [mistakes, setMistakes] = useState<readonly TextMistake[]>([]);
  const ownPlan = useRef(plan);
  const area = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    // What was typed here says the same in its own way.
    if (ownPlan.current === plan || JSON.stringify(ownPlan.current) === JSON.stringify(plan)) return;
    ownPlan.current = plan;
    setText(write(plan));
    setMistakes([]);
    onBroken(false);
  }, [plan, onBroken]);
  useEffect(() => () => onBroken(false), [onBroken]);

  function take(next: string, mergeKey?: string): void {
    setText(next);
    const read = readPlanText(next);
    setMistakes(read.mistakes);
    onBroken(read.plan === undefined);
    if (read.plan === undefined) return;
    ownPlan.current = read.plan;
    onPlan(read.plan, mergeKey);
  }

  function goTo(line: number): void {
    const lines = text.split('\n');
    const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
  }

  return (
    <Stack gap="sm">
      <Textarea
        ref={area}
        label={t('label')}
        description={t('help')}
        classNames={{ input: styles['textInput'] ?? '' }}
        autosize
        minRows={14}
        maxRows={28}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        dir="ltr"
        placeholder={'stage at 0 -5 size 20 4\n\nsection Stalls at 0 2 bend 12\n  A..K 1..24'}
        value={text}
        error={mistakes.length > 0 ? t('mistakes', { count: mistakes.length }) : undefined}
        onChange={({ currentTarget }) => take(currentTarget.value, 'text')}
      />
      <Mistakes mistakes={mistakes} onLine={goTo} />
      <Group gap="xs">
        <Button variant="default" onClick={() => saveFile(`${fileName}.txt`, text)}>
          {t('saveFile')}
        </Button>
        <FileButton
          accept="text/plain,.txt"
          onChange={(file) => {
            if (file !== null) void file.text().then((loaded) => take(loaded));
          }}
        >
          {(props) => (
            <Button variant="default" {...props}>
              {t('loadFile')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}

interface MistakesProps {
  readonly mistakes: readonly TextMistake[];
  readonly onLine: (line: number) => void;
}

function Mistakes({ mistakes, onLine }: MistakesProps) {
  const t = useTranslations('venues.plan.text');
  const toText = useMistakeText();
  return (
    <div aria-live="polite">
      {mistakes.length > 0 && (
        <>
          <ul className={styles['mistakes']}>
            {mistakes.map((mistake) => (
              <li key={`${mistake.line} ${mistake.code} ${JSON.stringify(mistake.values)}`}>
                {mistake.line > 0 && (
                  <button type="button" className={styles['line']} onClick={() => onLine(mistake.line)}>
                    {t('line', { line: mistake.line })}
                  </button>
                )}
                <span>{toText(mistake)}</span>
              </li>
            ))}
          </ul>
          <Text size="sm" c="var(--ink-soft)">
            {t('kept')}
          </Text>
        </>
      )}
    </div>
  );
}

function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
