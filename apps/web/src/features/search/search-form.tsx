import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { whens } from './day-range.ts';
import { eventTypes, useTypeName } from './event-types.ts';
import type { EventFacets } from './queries.ts';
import styles from './search-form.module.css';
import { changeSearch, nowhere, readSearch, type SearchState } from './search-state.ts';

interface SearchFormProps {
  /** What is searched for now. */
  readonly state: SearchState;
  /** For suggesting places and knowing countries by their names. */
  readonly facets: EventFacets | undefined;
  /** Lower on a phone, where results are to be seen below. */
  readonly isCompact?: boolean;
}

/**
 * What, where, when, which type. An ordinary form for the address of the search page: it works before the page's code is there, and
 * without it. With it, other filters stay and a country's name is understood as one.
 */
export function SearchForm({ state, facets, isCompact = false }: SearchFormProps) {
  const t = useTranslations('search');
  const typeName = useTypeName();
  const format = useFormat();
  const placesId = useId();
  const [, navigate] = useLocation();
  const [when, setWhen] = useState(state.when ?? '');
  const form = useRef<HTMLFormElement>(null);
  useFollow(form, state, setWhen);
  const types = [...new Set([...eventTypes, ...(state.type === undefined ? [] : [state.type])])];

  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = readSearch(toParameters(new FormData(event.currentTarget)));
    const { keyword, type, city: where, when, from, to } = typed;
    const isSamePlace = where === state.city;
    const country = facets?.countries.find(({ value }) => isSameText(format.country(value), where))?.value;
    const place = country === undefined ? { ...nowhere, city: where } : { ...nowhere, country };
    navigate(changeSearch(state, { keyword, type, when, from, to, ...(isSamePlace ? {} : place) }));
  };

  return (
    <search aria-label={t('form.label')}>
      <form
        ref={form}
        action={paths.search}
        className={styles['form']}
        data-compact={isCompact || undefined}
        onSubmit={search}
      >
        <TextInput
          className={styles['what'] ?? ''}
          type="search"
          name="keyword"
          label={t('form.what')}
          placeholder={t('form.whatHint')}
          defaultValue={state.keyword ?? ''}
          maxLength={200}
          enterKeyHint="search"
          size="md"
        />
        <TextInput
          className={styles['where'] ?? ''}
          name="city"
          label={t('form.where')}
          placeholder={t('form.whereHint')}
          defaultValue={state.city ?? ''}
          maxLength={200}
          list={placesId}
          autoComplete="off"
          enterKeyHint="search"
          size="md"
        />
        <datalist id={placesId}>
          {facets?.cities.map(({ city, countryCode }) => (
            <option key={`${city} ${countryCode}`} value={city}>
              {format.country(countryCode)}
            </option>
          ))}
        </datalist>
        <NativeSelect
          name="when"
          label={t('form.when')}
          value={when}
          onChange={({ currentTarget: { value } }) => setWhen(value)}
          data={[{ value: '', label: t('when.any') }, ...whens.map((value) => ({ value, label: t(`when.${value}`) }))]}
          size="md"
        />
        <NativeSelect
          name="type"
          label={t('form.kind')}
          defaultValue={state.type ?? ''}
          data={[
            { value: '', label: t('form.anyKind') },
            ...types.map((value) => ({ value, label: typeName(value, 'many') })),
          ]}
          size="md"
        />
        {when === 'dates' && (
          <div className={styles['dates']}>
            <TextInput type="date" name="from" label={t('form.from')} defaultValue={state.from ?? ''} size="md" />
            <TextInput type="date" name="to" label={t('form.to')} defaultValue={state.to ?? ''} size="md" />
          </div>
        )}
        <Button type="submit" size="md" className={styles['submit'] ?? ''}>
          {t('form.submit')}
        </Button>
      </form>
    </search>
  );
}

/** A link may change what is searched for while the form stays: its fields then follow. What was typed before is kept until then. */
function useFollow(form: RefObject<HTMLFormElement | null>, state: SearchState, setWhen: (when: string) => void): void {
  const shown = useRef(state);
  useEffect(() => {
    if (shown.current === state) return;
    shown.current = state;
    setWhen(state.when ?? '');
    for (const name of ['keyword', 'city', 'type', 'from', 'to'] as const) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = state[name] ?? '';
    }
  }, [form, state, setWhen]);
}

function toParameters(form: FormData): URLSearchParams {
  return new URLSearchParams([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function isSameText(one: string, other: string | undefined): boolean {
  const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return other !== undefined && plain(one) === plain(other);
}
