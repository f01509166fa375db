import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { useTypeName } from './event-types.ts';
import type { SearchState } from './search-state.ts';

export interface ChosenFilter {
  readonly id: 'keyword' | 'type' | 'where' | 'country' | 'when' | 'venue';
  readonly label: string;
  /** What to change to be rid of it. */
  readonly without: Partial<SearchState>;
}

/** The filters of a search, as people would say them. */
export function useChosenFilters(state: SearchState, venueName: string | undefined): readonly ChosenFilter[] {
  const t = useTranslations('search');
  const format = useFormat();
  const typeName = useTypeName();
  const { keyword, type, city, country, latLong, place, radiusKm, locationId, when } = state;
  const chosen: (ChosenFilter | false)[] = [
    keyword !== undefined && { id: 'keyword', label: keyword, without: { keyword: undefined } },
    type !== undefined && { id: 'type', label: typeName(type, 'many'), without: { type: undefined } },
    city !== undefined && { id: 'where', label: city, without: { city: undefined } },
    latLong !== undefined && { id: 'where', label: toCircle(), without: { latLong: undefined } },
    country !== undefined && { id: 'country', label: format.country(country), without: { country: undefined } },
    locationId !== undefined && {
      id: 'venue',
      label: venueName ?? t('thisVenue'),
      without: { locationId: undefined },
    },
    when !== undefined && {
      id: 'when',
      label: toDays(),
      without: { when: undefined, from: undefined, to: undefined },
    },
  ];
  return chosen.filter((one) => one !== false);

  function toCircle(): string {
    const around = place === undefined ? t('aroundYou') : t('aroundPlace', { place });
    if (radiusKm === undefined) return around;
    return `${around}, ${t('within', { distance: format.distance(radiusKm) })}`;
  }

  function toDays(): string {
    if (when === undefined) return '';
    if (when !== 'dates') return t(`when.${when}`);
    const day = (text: string) => format.time(`${text}T12:00:00Z`, 'dayShort', 'UTC');
    const { from, to } = state;
    if (from !== undefined && to !== undefined) return t('days', { from: day(from), to: day(to) });
    if (from !== undefined) return t('fromDay', { from: day(from) });
    return to === undefined ? t('when.any') : t('toDay', { to: day(to) });
  }
}
