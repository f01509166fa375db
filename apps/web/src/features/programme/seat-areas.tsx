import { NativeSelect, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './sale.module.css';
import { assignRows, type HallRow, rowTiers, toSectionGroups } from './seat-ranges.ts';
import type { ShowForm } from './use-show-form.ts';

/** A tier by its place in the list, none, or several. */
type Place = number | 'none' | 'mixed';

interface Plan {
  readonly tiers: ShowForm['values']['tiers'];
  /** By row. */
  readonly places: ReadonlyMap<string, Place>;
  readonly assign: (rows: readonly HallRow[], place: string) => void;
}

/** The hall's plan by part, section and row: which tickets are for what. Single seats are said in the text of a tier. */
export function SeatAreas({ form, rows }: { readonly form: ShowForm; readonly rows: readonly HallRow[] }) {
  const t = useTranslations('programme.areas');
  const { tiers } = form.values;
  const places = rowTiers(
    tiers.map(({ seats, isSeated }) => (isSeated ? seats : '')),
    rows,
  );
  const unsold = rows.filter(({ key }) => places.get(key) === 'none').reduce((sum, row) => sum + row.labels.length, 0);

  function assign(chosen: readonly HallRow[], place: string): void {
    if (place === 'mixed') return;
    const texts = assignRows(
      tiers.map(({ seats }) => seats),
      { rows, keys: new Set(chosen.map(({ key }) => key)), tier: place === 'none' ? undefined : Number(place) },
    );
    form.setFieldValue(
      'tiers',
      tiers.map((tier, at) => ({ ...tier, seats: texts[at] ?? tier.seats })),
    );
  }

  const plan = { tiers, places, assign };
  const groups = toSectionGroups(rows);
  return (
    <section aria-labelledby="areas">
      <Text fw={650} id="areas">
        {t('title')}
      </Text>
      <Text c="var(--ink-soft)" mb="sm">
        {t('text')} {unsold > 0 && t('unsold', { count: unsold })}
      </Text>
      <div className={styles['areas']}>
        {groups.length > 1 && <Area name={t('all')} rows={rows} plan={plan} />}
        {groups.map(({ name, sections }) =>
          sections.length === 1 ? (
            <Section key={name} name={name} rows={sections[0]?.rows ?? []} plan={plan} />
          ) : (
            <Area
              key={name}
              name={name}
              rows={sections.flatMap((section) => section.rows)}
              plan={plan}
              summary={t('bySection', { count: sections.length })}
            >
              <div className={styles['areas']}>
                {sections.map((section) => (
                  <Section key={section.name} {...section} plan={plan} />
                ))}
              </div>
            </Area>
          ),
        )}
      </div>
    </section>
  );
}

interface SectionProps {
  readonly name: string;
  readonly rows: readonly HallRow[];
  readonly plan: Plan;
}

function Section({ name, rows, plan }: SectionProps) {
  const t = useTranslations('programme.areas');
  return (
    <Area name={name} rows={rows} plan={plan} summary={t('byRow')}>
      <div className={styles['rowGrid']}>
        {rows.map((row) => (
          <div key={row.key} className={styles['row']}>
            <span>{t('row', { row: row.row, seats: row.labels.length })}</span>
            <PlaceSelect label={t('ticketsOfRow', { section: name, row: row.row })} rows={[row]} plan={plan} />
          </div>
        ))}
      </div>
    </Area>
  );
}

interface AreaProps extends SectionProps {
  /** What opens its parts. */
  readonly summary?: string;
  readonly children?: ReactNode;
}

/** Some rows that can be given to one tier together; its parts are made when they are asked for. */
function Area({ name, rows, plan, summary, children }: AreaProps) {
  const t = useTranslations('programme.areas');
  const [isOpen, setOpen] = useState(false);
  const seats = rows.reduce((sum, { labels }) => sum + labels.length, 0);
  return (
    <div className={styles['area']}>
      <div className={styles['areaHead']}>
        <Text>
          <strong>{name}</strong> {t('seats', { rows: rows.length, seats })}
        </Text>
        <PlaceSelect label={t('ticketsOf', { section: name })} rows={rows} plan={plan} />
      </div>
      {summary !== undefined && (
        <details
          className={styles['rows']}
          onToggle={(event) => {
            // A part that opens inside says so here too.
            if (event.target === event.currentTarget) setOpen(event.currentTarget.open);
          }}
        >
          <summary>{summary}</summary>
          {isOpen && children}
        </details>
      )}
    </div>
  );
}

interface PlaceSelectProps {
  readonly label: string;
  readonly rows: readonly HallRow[];
  readonly plan: Plan;
}

function PlaceSelect({ label, rows, plan: { tiers, places, assign } }: PlaceSelectProps) {
  const t = useTranslations('programme');
  const found = new Set(rows.map(({ key }) => places.get(key) ?? 'none'));
  const [only = 'none'] = found;
  const place = found.size > 1 ? 'mixed' : only;
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
      onChange={({ currentTarget }) => assign(rows, currentTarget.value)}
    />
  );
}
