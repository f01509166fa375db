import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Location } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';

export type VenuePart = 'name' | 'address' | 'coordinates' | 'timeZone' | 'openingHours' | 'halls' | 'plan';

interface ConflictDialogProps {
  /** What somebody else changed; empty where it is not known. */
  readonly parts: readonly VenuePart[];
  readonly onOverwrite: () => void;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

/** Somebody else saved first: their state can be taken, or written over. */
export function ConflictDialog({ parts, onOverwrite, onReload, onClose }: ConflictDialogProps) {
  const t = useTranslations('venues.conflict');
  const format = useFormat();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
      // It is no second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      <Stack>
        <Text>
          {parts.length === 0
            ? t('text')
            : t('changed', { parts: format.list(parts.map((part) => t(`part.${part}`))) })}
        </Text>
        <Text c="var(--ink-soft)">{t('choice')}</Text>
        <Group>
          <Button onClick={onReload}>{t('reload')}</Button>
          <Button variant="default" onClick={onOverwrite}>
            {t('overwrite')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const parts = ['name', 'address', 'coordinates', 'timeZone', 'openingHours', 'halls'] as const;

/** In what two versions of a location differ. */
export function changedParts(before: Location, after: Location): readonly VenuePart[] {
  return parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
}
