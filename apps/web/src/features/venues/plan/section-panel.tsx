import { Button, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { AddSection } from './add-section.tsx';
import { sectionSeats } from './mark-seats.ts';
import styles from './plan.module.css';
import type { PlanEditor } from './plan-editor.ts';
import { SectionFields } from './section-fields.tsx';
import { StageFields } from './stage-fields.tsx';

interface SectionPanelProps {
  readonly editor: PlanEditor;
  readonly isAdding: boolean;
  readonly onAdding: (isAdding: boolean) => void;
}

/** The stage and the sections as a list; what is chosen can be changed below it. */
export function SectionPanel({ editor, isAdding, onAdding }: SectionPanelProps) {
  const t = useTranslations('venues.plan');
  const { plan, selected, select } = editor;
  const section = typeof selected === 'number' ? plan.sections[selected] : undefined;
  return (
    <div className={styles['panel']}>
      <nav aria-label={t('sections')}>
        <ul className={styles['sections']}>
          <li>
            <button
              type="button"
              aria-pressed={selected === 'stage'}
              onClick={() => select(selected === 'stage' ? undefined : 'stage')}
            >
              <span>{plan.stage?.label ?? t('stage')}</span>
              <span className={styles['soft']}>{plan.stage === undefined ? t('noStage') : ''}</span>
            </button>
          </li>
          {plan.sections.map((one, at) => (
            <li key={one.name}>
              <button
                type="button"
                aria-pressed={selected === at}
                onClick={() => select(selected === at ? undefined : at)}
              >
                <span>{one.name}</span>
                <span className={styles['soft']}>{t('seatCount', { count: sectionSeats(one) })}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {plan.sections.length === 0 && <Text c="var(--ink-soft)">{t('empty')}</Text>}
      {isAdding ? (
        <AddSection editor={editor} onDone={() => onAdding(false)} onCancel={() => onAdding(false)} />
      ) : (
        <Button variant={plan.sections.length === 0 ? 'filled' : 'default'} onClick={() => onAdding(true)}>
          {t('add.open')}
        </Button>
      )}
      {!isAdding && selected === 'stage' && <StageFields editor={editor} />}
      {!isAdding && typeof selected === 'number' && section !== undefined && (
        <SectionFields editor={editor} at={selected} section={section} />
      )}
    </div>
  );
}
