import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { useTypeName } from './event-types.ts';
import type { SearchState } from './search-state.ts';

/** What a search is about, in a line. */
export function useSearchHeading(): (state: SearchState) => string {
  const t = useTranslations('search');
  const format = useFormat();
  const typeName = useTypeName();
  return ({ keyword, type: kind, city, country, latLong, place, locationId }) => {
    const type = kind === undefined ? undefined : typeName(kind, 'many');
    if (keyword !== undefined) return t('heading.keyword', { keyword });
    if (locationId !== undefined) return type ?? t('heading.venue');
    const where = city ?? (country === undefined ? undefined : format.country(country));
    if (where !== undefined) {
      return type === undefined
        ? t('heading.place', { place: where })
        : t('heading.typeInPlace', { type, place: where });
    }
    if (latLong === undefined) return type === undefined ? t('heading.all') : t('heading.type', { type });
    if (place === undefined) return type === undefined ? t('heading.nearYou') : t('heading.typeNearYou', { type });
    return type === undefined ? t('heading.around', { place }) : t('heading.typeAround', { type, place });
  };
}
