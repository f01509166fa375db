import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { OrganizerFrame } from '../organize/frame.tsx';
import { ImportPreview } from './import/import-preview.tsx';
import { ImportReport } from './import/import-report.tsx';
import { ImportSettingsForm } from './import/import-settings.tsx';
import { ImportSource } from './import/import-source.tsx';
import { useImport } from './import/use-import.ts';

/** Takes calendars and the data of web pages in: first seen, then taken. */
export function Page() {
  const t = useTranslations('programme.import');
  const state = useImport();
  const { source, unreadable, run } = state;
  return (
    <OrganizerFrame title={t('title')}>
      <Stack gap="xl">
        <div>
          <ImportSource onOpen={(name, content) => void state.open(name, content)} isOpened={source !== undefined} />
          <div role="alert">
            {unreadable !== undefined && (
              <Alert color="velvet" mt="md" title={t('unreadable', { name: unreadable.name })} role="presentation">
                {unreadable.reason === undefined ? t('notLoaded') : <span lang="en">{unreadable.reason}</span>}
              </Alert>
            )}
          </div>
          <div role="status">
            {state.isOpening && (
              <Group mt="md">
                <Loader size="sm" /> {t('reading')}
              </Group>
            )}
            {source !== undefined && (
              <Text mt="md">
                {t('read', {
                  name: source.name,
                  format: source.file.format,
                  entries: source.file.entries.length,
                  refused: source.file.refusals.length,
                })}
              </Text>
            )}
          </div>
        </div>
        {source !== undefined && (
          <>
            {source.file.notes.length > 0 && (
              <ul lang="en">
                {source.file.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            )}
            <ImportSettingsForm state={state} />
            <ImportPreview state={state} />
            <Group>
              <Button
                size="md"
                loading={run?.isRunning ?? false}
                disabled={state.chosen === 0 || state.mistakes.length > 0 || state.siteError !== null}
                onClick={() => void state.apply()}
              >
                {run === undefined ? t('apply', { count: state.chosen }) : t('again', { count: state.chosen })}
              </Button>
              <Text c="var(--ink-soft)">{t('twice')}</Text>
            </Group>
            {run !== undefined && <ImportReport run={run} />}
          </>
        )}
      </Stack>
    </OrganizerFrame>
  );
}
