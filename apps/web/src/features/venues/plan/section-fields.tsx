import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useTranslations } from 'use-intl';
import {
  changeSection,
  duplicateSection,
  flipSection,
  mirrorSection,
  removeSection,
  reorderSection,
  reshape,
} from './edit-plan.ts';
import { shapeOf } from './map-plan.ts';
import { sectionSeats } from './mark-seats.ts';
import styles from './plan.module.css';
import type { PlanEditor } from './plan-editor.ts';
import { PlanField } from './plan-field.tsx';
import { PlanNumber } from './plan-number.tsx';
import { bounds, limits, type Section, type SectionShape } from './plan-parts.ts';
import { RowFields } from './row-fields.tsx';

interface SectionFieldsProps {
  readonly editor: PlanEditor;
  /** Its place in the plan. */
  readonly at: number;
  readonly section: Section;
}

/** All of a section that can be said in numbers and words. */
export function SectionFields({ editor, at, section }: SectionFieldsProps) {
  const t = useTranslations('venues.plan');
  const { plan, layout, change } = editor;
  const shape = shapeOf(section, layout.sections[at]);
  const set = (changes: Partial<SectionShape>, field: string) =>
    change(
      changeSection(plan, at, (one) => ({ ...one, shape: reshape(shape, changes) })),
      `shape ${at} ${field}`,
    );
  const numbers = [
    ['x', bounds.place, t('x'), 0.5, 0],
    ['y', bounds.place, t('y'), 0.5, 0],
    ['rotate', bounds.rotate, t('rotate'), 5, 0],
    ['bend', bounds.bend, t('bend'), 2, 0],
    ['rowGap', bounds.gap, t('rowGap'), 0.1, 1],
    ['seatGap', bounds.gap, t('seatGap'), 0.1, 1],
  ] as const;
  return (
    <Stack gap="md" role="group" aria-label={t('sectionNamed', { name: section.name })}>
      <PlanField
        label={t('name')}
        value={section.name}
        maxLength={limits.sectionName}
        apply={(name) => changeSection(plan, at, (one) => ({ ...one, name }))}
        onPlan={(next) => change(next, `name ${at}`)}
      />
      <SimpleGrid cols={2} spacing="sm" style={{ alignItems: 'end' }}>
        {numbers.map(([field, range, label, step, usual]) => (
          <PlanNumber
            key={field}
            label={label}
            step={step}
            range={range}
            value={shape[field] ?? usual}
            onValue={(value) => set({ [field]: value }, field)}
          />
        ))}
      </SimpleGrid>
      <SectionActions editor={editor} at={at} section={section} shape={shape} />
      <details className={styles['details']}>
        <summary>{t('rows.title', { count: section.rows.length })}</summary>
        <RowFields editor={editor} at={at} section={section} />
      </details>
    </Stack>
  );
}

function SectionActions({ editor, at, section, shape }: SectionFieldsProps & { readonly shape: SectionShape }) {
  const t = useTranslations('venues.plan');
  const { plan, change, select, say } = editor;
  const axis = plan.stage?.x ?? 0;
  return (
    <Group gap="xs">
      <Button
        variant="default"
        onClick={() => {
          change(duplicateSection(plan, at, shape));
          select(at + 1);
          say(t('said.copied', { name: section.name }));
        }}
      >
        {t('duplicate')}
      </Button>
      <Button
        variant="default"
        onClick={() => {
          change(mirrorSection(plan, at, { axis, drawn: shape }));
          select(at + 1);
          say(t('said.copied', { name: section.name }));
        }}
      >
        {t('mirror')}
      </Button>
      <Button variant="default" onClick={() => change(changeSection(plan, at, flipSection))}>
        {t('flip')}
      </Button>
      <Button
        variant="default"
        disabled={at === 0}
        onClick={() => {
          change(reorderSection(plan, at, -1));
          select(at - 1);
        }}
      >
        {t('earlier')}
      </Button>
      <Button
        variant="default"
        disabled={at === plan.sections.length - 1}
        onClick={() => {
          change(reorderSection(plan, at, 1));
          select(at + 1);
        }}
      >
        {t('later')}
      </Button>
      <Button
        variant="subtle"
        onClick={() => {
          change(removeSection(plan, at));
          select(undefined);
          say(t('said.removed', { name: section.name, count: sectionSeats(section) }));
        }}
      >
        {t('remove')}
      </Button>
    </Group>
  );
}
