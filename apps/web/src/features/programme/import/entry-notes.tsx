import { Button } from '@mantine/core';
import type { ImportSetting, Outcome } from '@myevents/event-import';
import { useTranslations } from 'use-intl';
import styles from './import.module.css';
import { fieldId } from './settings.ts';

/** Why an entry is refused, what was concluded, and which fields would change that. The importer's own words are English. */
export function EntryNotes({ outcome: { reason, notes, settings } }: { readonly outcome: Outcome }) {
  const t = useTranslations('programme.import');
  return (
    <>
      {reason !== undefined && (
        <p className={styles['reason']}>
          {t('why')} <span lang="en">{reason}</span>
        </p>
      )}
      {notes.length > 0 && (
        <ul className={styles['notes']} lang="en">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {settings.length > 0 && (
        <div className={styles['settings']}>
          {t('see')}
          {settings.map((setting) => (
            <Button key={setting} variant="subtle" size="compact-md" onClick={() => goTo(setting)}>
              {t(`settings.${setting}`)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

function goTo(setting: ImportSetting): void {
  const field = document.getElementById(fieldId(setting));
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}
