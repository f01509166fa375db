import { Button, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { PlanEditor } from './plan-editor.ts';
import { PlanNumber } from './plan-number.tsx';
import { bounds, round, type Stage } from './plan-parts.ts';

/** What the seats look at. */
export function StageFields({ editor: { plan, layout, change } }: { readonly editor: PlanEditor }) {
  const t = useTranslations('venues.plan');
  const { stage } = plan;
  if (stage === undefined) {
    return (
      <Button variant="light" onClick={() => change({ ...plan, stage: stageFor(layout.bounds) })}>
        {t('addStage')}
      </Button>
    );
  }
  const set = (changes: Partial<Stage>, field: string) =>
    change({ ...plan, stage: { ...stage, ...changes } }, `stage ${field}`);
  const numbers = [
    ['x', bounds.place, t('x')],
    ['y', bounds.place, t('y')],
    ['width', bounds.length, t('width')],
    ['height', bounds.length, t('depth')],
  ] as const;
  return (
    <Stack gap="sm" role="group" aria-label={t('stage')}>
      <TextInput
        label={t('stageName')}
        maxLength={100}
        value={stage.label ?? ''}
        onChange={({ currentTarget }) => {
          const { label: _label, ...rest } = stage;
          const label = currentTarget.value;
          change({ ...plan, stage: label.trim() === '' ? rest : { ...rest, label } }, 'stage label');
        }}
      />
      <SimpleGrid cols={2} spacing="sm" style={{ alignItems: 'end' }}>
        {numbers.map(([field, range, label]) => (
          <PlanNumber
            key={field}
            label={label}
            step={0.5}
            range={range}
            value={stage[field]}
            onValue={(value) => set({ [field]: value }, field)}
          />
        ))}
      </SimpleGrid>
      <Button
        variant="subtle"
        onClick={() => {
          const { stage: _stage, ...rest } = plan;
          change(rest);
        }}
      >
        {t('removeStage')}
      </Button>
    </Stack>
  );
}

interface Around {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** In front of all seats, half as wide as they are. */
export function stageFor({ left, right, top }: Around): Stage {
  const width = round(Math.min(60, Math.max(8, (right - left) / 2)));
  return { x: round((left + right) / 2), y: round(top - 5), width, height: 4 };
}
