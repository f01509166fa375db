import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './sale.module.css';
import { assignRows, type HallRow, rowTiers } from './seat-ranges.ts';
import type { ShowForm } from './use-show-form.ts';

type Place = number | 'none' | 'mixed';

/** The hall's plan by section and row: which tickets are for what. Single seats are said in the text of a tier. */
export function SeatAreas({ form, rows }: { readonly form: ShowForm; readonly rows: readonly HallRow[] }) {
  const t = useTranslations('programme.areas');
  const { tiers } = form.values;
  const places = rowTiers(
    tiers.map(({ seats, isSeated }) => (isSeated ? seats : '')),
    rows,
  );
  const sections = Map.groupBy(rows, ({ section }) => section);
  const unsold = rows.filter(({ key }) => places.get(key) === 'none').reduce((sum, row) => sum + row.labels.length, 0);

  function assign(keys: readonly string[], place: string): void {
    if (place === 'mixed') return;
    const texts = assignRows(
      tiers.map(({ seats }) => seats),
      { rows, keys: new Set(keys), tier: place === 'none' ? undefined : Number(place) },
    );
    form.setFieldValue(
      'tiers',
      tiers.map((tier, at) => ({ ...tier, seats: texts[at] ?? tier.seats })),
    );
  }

  return (
    <section aria-labelledby="areas">
      <Text fw={650} id="areas">
        {t('title')}
      </Text>
      <Text c="var(--ink-soft)" mb="sm">
        {t('text')} {unsold > 0 && t('unsold', { count: unsold })}
      </Text>
      <div className={styles['areas']}>
        {[...sections].map(([section, ofSection]) => (
          <Section key={section} {...{ section, rows: ofSection, places, tiers, assign }} />
        ))}
      </div>
    </section>
  );
}

interface SectionProps {
  readonly section: string;
  readonly rows: readonly HallRow[];
  readonly places: ReadonlyMap<string, Place>;
  readonly tiers: ShowForm['values']['tiers'];
  readonly assign: (keys: readonly string[], place: string) => void;
}

function Section({ section, rows, places, tiers, assign }: SectionProps) {
  const t = useTranslations('programme.areas');
  const [isOpen, setOpen] = useState(false);
  const found = new Set(rows.map(({ key }) => places.get(key) ?? 'none'));
  const [only] = found;
  const seats = rows.reduce((sum, { labels }) => sum + labels.length, 0);
  return (
    <div className={styles['area']}>
      <div className={styles['areaHead']}>
        <Text>
          <strong>{section}</strong> {t('seats', { rows: rows.length, seats })}
        </Text>
        <PlaceSelect
          label={t('ticketsOf', { section })}
          tiers={tiers}
          place={found.size > 1 ? 'mixed' : (only ?? 'none')}
          onChange={(place) =>
            assign(
              rows.map(({ key }) => key),
              place,
            )
          }
        />
      </div>
      <details className={styles['rows']} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{t('byRow')}</summary>
        {isOpen && (
          <div className={styles['rowGrid']}>
            {rows.map(({ key, row, labels }) => (
              <div key={key} className={styles['row']}>
                <span>{t('row', { row, seats: labels.length })}</span>
                <PlaceSelect
                  label={t('ticketsOfRow', { section, row })}
                  tiers={tiers}
                  place={places.get(key) ?? 'none'}
                  onChange={(place) => assign([key], place)}
                />
              </div>
            ))}
          </div>
        )}
      </details>
    </div>
  );
}

interface PlaceSelectProps {
  readonly label: string;
  readonly tiers: ShowForm['values']['tiers'];
  readonly place: Place;
  readonly onChange: (place: string) => void;
}

function PlaceSelect({ label, tiers, place, onChange }: PlaceSelectProps) {
  const t = useTranslations('programme');
  const options = tiers.flatMap(({ isSeated, name }, at) =>
    isSeated ? [{ value: String(at), label: name.trim() || t('sale.tierNumber', { number: at + 1 }) }] : [],
  );
  return (
    <NativeSelect
      aria-label={label}
      value={String(place)}
      data={[
        { value: 'none', label: t('areas.none') },
        ...options,
        ...(place === 'mixed' ? [{ value: 'mixed', label: t('areas.mixed') }] : []),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
