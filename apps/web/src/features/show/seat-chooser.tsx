import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ShowPlan, ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useLiveAvailability } from '../availability/use-live-availability.ts';
import { type Choice, type ChosenSeat, countOf, withSeats, withSeatToggled } from './choice.ts';
import { LostSeats } from './lost-seats.tsx';
import { planQuery } from './queries.ts';
import styles from './show.module.css';

const SeatMap = lazy(async () => {
  const { SeatMap: component } = await import('../seat-map/seat-map.tsx');
  return { default: component };
});

interface SeatChooserProps {
  readonly show: ShowResource;
  readonly choice: Choice;
  readonly limit: number;
  readonly mine: readonly string[];
  /** Seats that a refusal named: somebody else has them. */
  readonly refused: readonly string[];
  /** While a request is under way, its own seats are held by itself. */
  readonly isPending: boolean;
  readonly onChange: (choice: Choice) => void;
}

/** Exact seats on the plan: for who wants to say which. Its code and the plan come when it is opened. */
export function SeatChooser(props: SeatChooserProps) {
  const t = useTranslations('show');
  const { choice, show } = props;
  const [isOpen, setOpen] = useState(false);
  const isShown = isOpen || choice.seats.length > 0;
  const mapId = useId();
  if (!show.tiers.some(({ isSeated }) => isSeated)) return null;
  return (
    <div className={styles['chooser']}>
      {choice.seats.length === 0 && (
        <Button
          variant="default"
          size="md"
          aria-expanded={isShown}
          aria-controls={mapId}
          onClick={() => setOpen(!isOpen)}
        >
          {isShown ? t('closePlan') : t('openPlan')}
        </Button>
      )}
      <div id={mapId}>{isShown && <OpenChooser {...props} />}</div>
    </div>
  );
}

function OpenChooser({ show, choice, limit, mine, refused, isPending, onChange }: SeatChooserProps) {
  const plan = useQuery(planQuery(useApi(), show.id));
  const { availability } = useLiveAvailability(show.id, { withSeats: true });
  const letters = availability?.seats;
  if (plan.error !== null) return <ProblemAlert error={plan.error} onRetry={() => void plan.refetch()} />;
  if (plan.data === undefined || letters === undefined) return <MapLoading />;
  const tierOf = tiersBySeat(plan.data);
  const toSeats = (ids: readonly string[]): readonly ChosenSeat[] =>
    ids.flatMap((id) => {
      const tier = tierOf.get(id);
      return tier === undefined ? [] : [{ id, tier }];
    });
  const chosen = choice.seats.map(({ id }) => id);
  return (
    <>
      <LostSeats
        plan={plan.data}
        letters={letters}
        choice={choice}
        refused={refused}
        isPending={isPending}
        toSeats={toSeats}
        limit={limit}
        onChange={onChange}
      />
      <Suspense fallback={<MapLoading />}>
        <SeatMap
          plan={plan.data}
          letters={letters}
          tiers={show.tiers}
          chosen={chosen}
          mine={mine}
          maxChosen={Math.max(0, limit - (countOf(choice) - chosen.length))}
          onToggle={(id) => {
            const [seat] = toSeats([id]);
            if (seat !== undefined) onChange(withSeatToggled(choice, seat, limit));
          }}
          onChoose={(ids) => onChange(withSeats(choice, toSeats(ids), limit))}
        />
      </Suspense>
    </>
  );
}

function MapLoading() {
  return <div className={styles['mapLoading']} aria-busy="true" />;
}

const tierMaps = new WeakMap<ShowPlan, ReadonlyMap<string, string>>();

/** Made once a plan: it has up to 20,000 seats. */
function tiersBySeat(plan: ShowPlan): ReadonlyMap<string, string> {
  const known = tierMaps.get(plan);
  if (known !== undefined) return known;
  const tiers = new Map<string, string>();
  for (const { seats } of plan.rows) for (const { id, tier } of seats) if (tier !== null) tiers.set(id, tier);
  tierMaps.set(plan, tiers);
  return tiers;
}
