import '@mantine/core/styles/Radio.css';
import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { compareEdits, mergeEdits } from './compare-edits.ts';
import styles from './conflict-dialog.module.css';
import { Dialog } from './dialog.tsx';

export interface Conflict<Values> {
  /** As this page read it. */
  readonly base: Values;
  /** As it is now. */
  readonly theirs: Values;
  /** As it was typed here. */
  readonly mine: Values;
}

export interface ConflictDialogProps<Values extends object> {
  readonly conflict: Conflict<Values>;
  readonly label: (field: keyof Values & string) => string;
  readonly text: (field: keyof Values & string, values: Values) => string;
  /** Go on with these. */
  readonly onMerge: (values: Values) => void;
  /** Take what is there now, and forget what was typed. */
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}

/** Somebody else was faster: what they changed beside what was typed here, and whose is to count. */
export function ConflictDialog<Values extends object>(props: ConflictDialogProps<Values>) {
  const { conflict, label, text, onMerge, onDiscard, onClose } = props;
  const t = useTranslations('programme.conflict');
  const [chosen, setChosen] = useState<Partial<Record<keyof Values, 'theirs' | 'mine'>>>({});
  const edits = compareEdits(conflict.base, conflict.theirs, conflict.mine);
  return (
    <Dialog onClose={onClose} title={t('title')}>
      <Stack>
        <Text>{t('text')}</Text>
        <ul className={styles['edits']}>
          {edits.map(({ field, kind }) =>
            kind === 'both' ? (
              <li key={field}>
                <Radio.Group
                  label={label(field)}
                  value={chosen[field] ?? 'mine'}
                  onChange={(value) => setChosen({ ...chosen, [field]: value === 'theirs' ? 'theirs' : 'mine' })}
                >
                  <Stack gap="xs" mt="xs">
                    <Radio value="mine" label={t('yours', { value: text(field, conflict.mine) })} />
                    <Radio value="theirs" label={t('theirs', { value: text(field, conflict.theirs) })} />
                  </Stack>
                </Radio.Group>
              </li>
            ) : (
              <li key={field}>
                <Text fw={600}>{label(field)}</Text>
                <Text>
                  {kind === 'mine'
                    ? t('onlyYours', { value: text(field, conflict.mine) })
                    : t('onlyTheirs', { value: text(field, conflict.theirs) })}
                </Text>
              </li>
            ),
          )}
        </ul>
        <Group>
          <Button onClick={() => onMerge(mergeEdits(conflict, chosen))}>{t('merge')}</Button>
          <Button variant="default" onClick={onDiscard}>
            {t('discard')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
