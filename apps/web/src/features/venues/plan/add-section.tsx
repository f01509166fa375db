import '@mantine/core/styles/Checkbox.css';
import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { addSections, freeName } from './edit-plan.ts';
import { blocksMax, generateSections, recipeMistakes, rowCounts, type SectionRecipe } from './generate-sections.ts';
import { type Numbering, numberings } from './number-seats.ts';
import styles from './plan.module.css';
import type { PlanEditor } from './plan-editor.ts';
import { planMistakes } from './plan-mistakes.ts';
import { PlanNumber } from './plan-number.tsx';
import { bounds, round } from './plan-parts.ts';
import { useMistakeText } from './use-mistake-text.ts';

interface AddSectionProps {
  readonly editor: PlanEditor;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Behind what is there already. */
function beginRecipe({ plan, layout }: PlanEditor, name: string): SectionRecipe {
  const isFirst = plan.sections.length === 0;
  return {
    name: freeName(plan, name),
    rows: 10,
    firstRow: 'A',
    skipsLookalikes: false,
    seats: 20,
    growth: 0,
    numbering: 'leftToRight',
    firstSeat: 1,
    blocks: 1,
    aisle: 2,
    runsOn: true,
    x: plan.stage?.x ?? 0,
    y: isFirst ? round((plan.stage?.y ?? -6) + 6) : round(layout.bounds.bottom + 4),
    bend: 0,
    rowGap: 1,
    seatGap: 1,
  };
}

/** A section from a few numbers. */
export function AddSection({ editor, onDone, onCancel }: AddSectionProps) {
  const t = useTranslations('venues.plan');
  const tAdd = useTranslations('venues.plan.add');
  const toText = useMistakeText();
  const { plan, change, select, say } = editor;
  const [recipe, setRecipe] = useState(() => beginRecipe(editor, tAdd('usualName')));
  const [isTried, setTried] = useState(false);
  const set = (changes: Partial<SectionRecipe>) => setRecipe((before) => ({ ...before, ...changes }));
  const mistakes = recipeMistakes(recipe);
  const isFit = Object.keys(mistakes).length === 0;
  const next = isFit ? addSections(plan, generateSections({ ...recipe, name: recipe.name.trim() })) : plan;
  const [clash] = isFit ? planMistakes(next) : [];
  const count = rowCounts(recipe).reduce((sum, seats) => sum + Math.max(0, seats), 0);
  const error = (field: keyof SectionRecipe) => {
    const mistake = isTried ? mistakes[field] : undefined;
    return mistake === undefined ? undefined : tAdd(`mistakes.${mistake}`);
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!isFit || clash !== undefined) return;
    change(next);
    select(plan.sections.length);
    say(t('said.added', { name: recipe.name, count }));
    onDone();
  }

  return (
    <form onSubmit={submit} noValidate className={styles['recipe']} aria-label={tAdd('title')}>
      <Stack gap="sm">
        <TextInput
          label={t('name')}
          maxLength={40}
          data-autofocus
          value={recipe.name}
          error={error('name') ?? (isTried && clash !== undefined ? toText(clash) : undefined)}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <SimpleGrid cols={2} spacing="sm" style={{ alignItems: 'end' }}>
          <CountField label={tAdd('rows')} field="rows" range={[1, 500]} {...{ recipe, set, error }} />
          <TextInput
            label={tAdd('firstRow')}
            maxLength={16}
            value={recipe.firstRow}
            error={error('firstRow')}
            onChange={({ currentTarget }) => set({ firstRow: currentTarget.value.trim() })}
          />
          <CountField label={tAdd('seats')} field="seats" range={[1, 5000]} {...{ recipe, set, error }} />
          <CountField label={tAdd('growth')} field="growth" range={[-100, 100]} {...{ recipe, set, error }} />
        </SimpleGrid>
        <SimpleGrid cols={2} spacing="sm" style={{ alignItems: 'end' }}>
          <NativeSelect
            label={t('numbering')}
            value={recipe.numbering}
            data={numberings.map((value) => ({ value, label: t(`numberings.${value}`) }))}
            onChange={({ currentTarget }) => set({ numbering: toNumbering(currentTarget.value) })}
          />
          <CountField label={t('firstSeat')} field="firstSeat" range={[0, 900_000]} {...{ recipe, set, error }} />
          <CountField label={tAdd('blocks')} field="blocks" range={[1, blocksMax]} {...{ recipe, set, error }} />
          {recipe.blocks > 1 && (
            <PlanNumber
              label={tAdd('aisle')}
              range={[0, 100]}
              step={0.5}
              value={recipe.aisle}
              onValue={(aisle) => set({ aisle })}
            />
          )}
          <PlanNumber
            label={t('bend')}
            range={bounds.bend}
            step={2}
            value={recipe.bend}
            onValue={(bend) => set({ bend })}
          />
          <PlanNumber
            label={t('rowGap')}
            range={bounds.gap}
            step={0.1}
            value={recipe.rowGap}
            onValue={(rowGap) => set({ rowGap })}
          />
        </SimpleGrid>
        {recipe.blocks > 1 && (
          <Checkbox
            label={tAdd('runsOn')}
            checked={recipe.runsOn}
            onChange={({ currentTarget }) => set({ runsOn: currentTarget.checked })}
          />
        )}
        <Checkbox
          label={t('rows.skipLookalikes')}
          checked={recipe.skipsLookalikes}
          onChange={({ currentTarget }) => set({ skipsLookalikes: currentTarget.checked })}
        />
        <Text c="var(--ink-soft)" role="status">
          {isFit && tAdd('makes', { count, sections: recipe.blocks })}
        </Text>
        <Group gap="xs">
          <Button type="submit">{tAdd('submit')}</Button>
          <Button variant="default" onClick={onCancel}>
            {tAdd('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface CountFieldProps {
  readonly label: string;
  readonly field: 'rows' | 'seats' | 'growth' | 'firstSeat' | 'blocks';
  readonly range: readonly [number, number];
  readonly recipe: SectionRecipe;
  readonly set: (changes: Partial<SectionRecipe>) => void;
  readonly error: (field: keyof SectionRecipe) => string | undefined;
}

function CountField({ label, field, range, recipe, set, error }: CountFieldProps) {
  return (
    <PlanNumber
      label={label}
      range={range}
      allowDecimal={false}
      value={recipe[field]}
      error={error(field)}
      onValue={(value) => set({ [field]: value })}
    />
  );
}

const toNumbering = (value: string): Numbering => numberings.find((one) => one === value) ?? 'leftToRight';
