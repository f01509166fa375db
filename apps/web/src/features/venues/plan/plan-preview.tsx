import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { SeatMap } from '../../seat-map/seat-map.tsx';
import { toMapPlan } from './map-plan.ts';
import type { SeatingPlan } from './plan-parts.ts';

const chosenMost = 10;

/** The plan in the seat map that buyers choose from, all seats free and at one price. */
export function PlanPreview({ plan }: { readonly plan: SeatingPlan }) {
  const t = useTranslations('venues.plan');
  const shown = useMemo(() => toMapPlan(plan, 'all'), [plan]);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const tiers = [{ id: 'all', name: t('previewTier'), price: { amount: 0, currency: 'EUR' } }];
  return (
    <>
      <Text c="var(--ink-soft)" mb="sm">
        {t('previewText')}
      </Text>
      <SeatMap
        plan={shown}
        tiers={tiers}
        chosen={chosen}
        maxChosen={chosenMost}
        onToggle={(id) =>
          setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
        }
        onChoose={setChosen}
      />
    </>
  );
}
