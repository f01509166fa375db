import '@mantine/core/styles/Checkbox.css';
import { Button, Checkbox, Group, Loader, Stack, Title } from '@mantine/core';
import type { PlannedEntry } from '@myevents/event-import';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../../i18n/format.ts';
import { useTypeName } from '../../search/event-types.ts';
import { EntryNotes } from './entry-notes.tsx';
import styles from './import.module.css';
import type { Import } from './use-import.ts';

const shownAtFirst = 50;

/** What would come of every entry of the file. Nothing has happened yet. */
export function ImportPreview({ state }: { readonly state: Import }) {
  const t = useTranslations('programme.import');
  const { planned, takeable, chosen, leftOut, setLeftOut, isLooking } = state;
  const [count, setCount] = useState(shownAtFirst);
  const isAll = chosen === takeable;
  if (isLooking) return <Loader aria-label={t('looking')} />;
  return (
    <section aria-labelledby="import-preview">
      <Title order={2} id="import-preview" size="h3" mb="xs">
        {t('preview')}
      </Title>
      <Stack>
        <Group justify="space-between">
          <div role="status">{t('chosen', { chosen, takeable, refused: planned.length - takeable })}</div>
          {takeable > 1 && (
            <Checkbox
              label={t('all')}
              checked={isAll}
              indeterminate={!isAll && chosen > 0}
              onChange={() => setLeftOut(new Set(isAll ? planned.map(({ outcome }) => outcome.at) : []))}
            />
          )}
        </Group>
        <ul className={styles['entries']}>
          {planned.slice(0, count).map((entry) => (
            <Entry key={entry.outcome.at} planned={entry} state={state} isChosen={!leftOut.has(entry.outcome.at)} />
          ))}
        </ul>
        {planned.length > count && (
          <Button variant="default" onClick={() => setCount(count + 10 * shownAtFirst)}>
            {t('more', { count: planned.length - count })}
          </Button>
        )}
      </Stack>
    </section>
  );
}

interface EntryProps {
  readonly planned: PlannedEntry;
  readonly state: Import;
  readonly isChosen: boolean;
}

function Entry({ planned, state, isChosen }: EntryProps) {
  const t = useTranslations('programme.import');
  const { outcome, plan } = planned;
  const { kind, at, title } = outcome;
  const name = title ?? t('untitled');
  const isRefused = kind === 'refused';
  return (
    <li className={styles['entry']} data-kind={kind}>
      <Checkbox
        aria-label={t('take', { name })}
        checked={!isRefused && isChosen}
        disabled={isRefused}
        onChange={({ currentTarget }) => state.choose(at, currentTarget.checked)}
      />
      <div>
        <div className={styles['name']}>{name}</div>
        {plan !== undefined && <PlanText planned={planned} />}
        <EntryNotes outcome={outcome} />
        <div className={styles['soft']} dir="ltr">
          {at}
        </div>
      </div>
      <span className={styles['kind']} data-kind={kind}>
        {t(`kinds.${kind}`)}
      </span>
    </li>
  );
}

const datesShown = 3;

function PlanText({ planned: { plan, venue } }: { readonly planned: PlannedEntry }) {
  const t = useTranslations('programme.import');
  const format = useFormat();
  const typeName = useTypeName();
  if (plan === undefined) return null;
  const zone = venue?.body.timeZone ?? 'UTC';
  const dates = plan.shows.slice(0, datesShown).map(({ startsAt }) => format.time(startsAt, 'full', zone));
  const rest = plan.shows.length - dates.length;
  const [first] = plan.shows;
  const place = venue === undefined ? undefined : `${venue.body.name}, ${venue.body.address.city}`;
  return (
    <>
      <div>{[typeName(plan.event.type, 'one'), place].filter((part) => part !== undefined).join(' · ')}</div>
      <div>
        {dates.join(' · ')} {rest > 0 && t('moreDates', { count: rest })} {dates.length > 0 && `(${zone})`}
      </div>
      {first !== undefined && (
        <div className={styles['soft']}>
          {first.tiers
            .map((tier) =>
              t('tier', {
                name: tier.name,
                price: format.price(tier.price),
                count: 'capacity' in tier ? tier.capacity : tier.seats.length,
              }),
            )
            .join(' · ')}
        </div>
      )}
    </>
  );
}
