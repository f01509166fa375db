import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useFormat } from '../../i18n/format.ts';
import { useTypeName } from './event-types.ts';
import styles from './facet-panel.module.css';
import type { EventFacets } from './queries.ts';
import { changeSearch, nowhere, radiiKm, type SearchState } from './search-state.ts';

interface FacetPanelProps {
  readonly state: SearchState;
  readonly facets: EventFacets | undefined;
}

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  readonly isChosen: boolean;
  readonly count?: number;
  readonly note?: string;
}

const shownMax = 6;

/** What a search could be narrowed to, with how many events each would leave. Choosing what is chosen takes it away again. */
export function FacetPanel({ state, facets }: FacetPanelProps) {
  const t = useTranslations('search');
  const format = useFormat();
  const typeName = useTypeName();
  const nearby = toNearby(state, facets);
  return (
    <div className={styles['panel']}>
      <Group
        title={t('kinds')}
        choices={facets?.types.map(({ value, count }) => {
          const isChosen = state.type === value;
          const href = changeSearch(state, { type: isChosen ? undefined : value });
          return { key: value, label: typeName(value, 'many'), href, isChosen, count };
        })}
      />
      {nearby !== undefined && (
        <Group
          title={state.latLong === undefined ? t('aroundPlace', { place: nearby.place ?? '' }) : t('radius')}
          choices={radiiKm.map((radiusKm) => {
            const isChosen = state.latLong !== undefined && state.radiusKm === radiusKm;
            const change = { ...nowhere, ...nearby, radiusKm: isChosen ? undefined : radiusKm };
            return {
              key: String(radiusKm),
              label: t('within', { distance: format.distance(radiusKm) }),
              href: changeSearch(state, change),
              isChosen,
            };
          })}
        />
      )}
      <Group
        title={t('countries')}
        choices={facets?.countries.map(({ value, count }) => {
          const isChosen = state.country === value;
          const href = changeSearch(state, isChosen ? { country: undefined } : { ...nowhere, country: value });
          return { key: value, label: format.country(value), href, isChosen, count };
        })}
      />
      <Group
        title={t('cities')}
        choices={facets?.cities.map(({ city, countryCode, count }) => {
          const isChosen = state.city === city;
          const href = changeSearch(state, { ...nowhere, country: state.country, city: isChosen ? undefined : city });
          return {
            key: `${city} ${countryCode}`,
            label: city,
            note: format.country(countryCode),
            href,
            isChosen,
            count,
          };
        })}
      />
    </div>
  );
}

/** Where a circle would be drawn: where there is one already, or around the chosen city. */
function toNearby({ latLong, place, city }: SearchState, facets: EventFacets | undefined) {
  if (latLong !== undefined) return { latLong, place };
  const coordinates = facets?.cities.find((one) => one.city === city)?.coordinates;
  if (coordinates === undefined) return undefined;
  return { latLong: `${coordinates.latitude},${coordinates.longitude}`, place: city };
}

function Group({ title, choices = [] }: { readonly title: string; readonly choices: readonly Choice[] | undefined }) {
  const t = useTranslations('search');
  if (choices.length === 0) return null;
  const isLong = choices.length > shownMax + 1;
  // What is chosen is always in sight, so that it can be taken away again.
  const ordered = isLong ? choices.toSorted((one, other) => Number(other.isChosen) - Number(one.isChosen)) : choices;
  const first = isLong ? ordered.slice(0, shownMax) : ordered;
  const others = isLong ? ordered.slice(shownMax) : [];
  return (
    <section className={styles['group']}>
      <h2 className={styles['title']}>{title}</h2>
      <ChoiceList choices={first} />
      {others.length > 0 && (
        <details className={styles['more']}>
          <summary>{t('more')}</summary>
          <ChoiceList choices={others} />
        </details>
      )}
    </section>
  );
}

function ChoiceList({ choices }: { readonly choices: readonly Choice[] }): ReactNode {
  const format = useFormat();
  return (
    <ul className={styles['choices']}>
      {choices.map(({ key, label, note, href, isChosen, count }) => (
        <li key={key}>
          <Link href={href} className={styles['choice'] ?? ''} aria-current={isChosen || undefined}>
            <span className={styles['mark']} aria-hidden="true" />
            <span className={styles['label']}>
              {label}
              {note !== undefined && <span className={styles['note']}> {note}</span>}
            </span>
            {count !== undefined && <span className={styles['count']}>{format.number(count)}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
