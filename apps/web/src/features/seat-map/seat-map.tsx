import { useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { directionOf, isLanguage } from '../../i18n/languages.ts';
import type { SeatLook } from './draw-seat.ts';
import type { LaidSeat, LaidSection } from './layout.ts';
import { type Palette, readPalette } from './palette.ts';
import type { Letters, MapPlan, MapTier } from './plan.ts';
import type { Scene } from './scene.ts';
import { SeatCanvas } from './seat-canvas.tsx';
import { SignLegend, TierLegend } from './seat-legend.tsx';
import { SeatList } from './seat-list.tsx';
import styles from './seat-map.module.css';
import { type SeatStatus, seatStatuses } from './seat-status.ts';
import { type SeatWords, useSeatWords } from './seat-words.ts';
import { SectionBar } from './section-bar.tsx';
import { type SeatSale, useSeatSale } from './use-seat-sale.ts';

export interface SeatMapProps {
  readonly plan: MapPlan;
  /** As availability has them. Left out where nothing is sold: then every seat can be chosen. */
  readonly letters?: Letters | undefined;
  readonly tiers: readonly MapTier[];
  /** Ids of the seats that are chosen and not held yet. */
  readonly chosen: readonly string[];
  /** Chooses a seat, or gives it back. Not called for seats that cannot be chosen, nor beyond `maxChosen`. */
  readonly onToggle: (seatId: string) => void;
  /** Chooses several seats in place of those chosen before. Left out: nobody is offered the best seats of a section. */
  readonly onChoose?: ((seatIds: readonly string[]) => void) | undefined;
  /** Ids of seats this buyer holds or has booked already. */
  readonly mine?: readonly string[] | undefined;
  readonly maxChosen: number;
}

/** A hall's seats, live, as a picture and as a list. */
export function SeatMap({
  plan,
  letters,
  tiers: given,
  chosen,
  onToggle,
  onChoose,
  mine = [],
  maxChosen,
}: SeatMapProps) {
  const t = useTranslations('show.seatMap');
  const tiers = useStableTiers(given);
  const words = useSeatWords(tiers);
  const sale = useSeatSale({ plan, letters, chosen, mine });
  const [isList, setList] = useState(false);
  const [onlyTier, setOnlyTier] = useState<string>();
  const [said, setSaid] = useState('');
  const [isFull, setFull] = useState(false);
  const [section, setSection] = useState<LaidSection>();
  const [goTo, setGoTo] = useState<{ readonly section: LaidSection }>();
  const root = useRef<HTMLElement>(null);
  const palette = usePalette(root);
  const isSignUsed = useUsedSigns(sale);
  const scene = useScene({ sale, words, tiers, palette, onlyTier });
  const { layout, statusOf } = sale;
  useEffect(() => setFull(false), [chosen.length]);

  function toggle(seat: LaidSeat): void {
    const status = statusOf(seat);
    if (status === 'free' && chosen.length >= maxChosen) {
      setFull(true);
      setSaid(t('limit', { count: maxChosen }));
      return;
    }
    if (status === 'free' || status === 'chosen') onToggle(seat.id);
    const next = status === 'free' ? 'chosen' : status === 'chosen' ? 'free' : status;
    const count = chosen.length + (status === 'free' ? 1 : status === 'chosen' ? -1 : 0);
    setSaid(`${words.full(seat, next)}. ${t('chosenCount', { count, max: maxChosen })}`);
  }

  return (
    <section ref={root} className={styles['map']} aria-label={t('title')}>
      <div className={styles['head']}>
        <div className={styles['switch']} role="group" aria-label={t('view')}>
          <button type="button" aria-pressed={!isList} onClick={() => setList(false)}>
            {t('map')}
          </button>
          <button type="button" aria-pressed={isList} onClick={() => setList(true)}>
            {t('list')}
          </button>
        </div>
        <TierLegend tiers={tiers} words={words} onlyTier={onlyTier} onOnlyTier={setOnlyTier} />
      </div>
      {isList ? (
        <SeatList sale={sale} words={words} tiers={tiers} onlyTier={onlyTier} onSeat={toggle} />
      ) : (
        <SeatCanvas
          layout={layout}
          scene={scene}
          news={letters}
          describe={(seat) => <SeatFacts seat={seat} sale={sale} words={words} />}
          nameOf={(seat) => words.full(seat, statusOf(seat))}
          onSeat={toggle}
          announce={setSaid}
          onSection={setSection}
          goTo={goTo}
        >
          <SectionBar
            sale={sale}
            words={words}
            section={section}
            onlyTier={onlyTier}
            onSection={(wanted) => setGoTo({ section: wanted })}
            maxChosen={maxChosen}
            onChoose={onChoose}
            announce={setSaid}
          />
        </SeatCanvas>
      )}
      {isFull && <p className={styles['full']}>{t('limit', { count: maxChosen })}</p>}
      {!isList && <SignLegend palette={palette} isUsed={isSignUsed} />}
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
    </section>
  );
}

function SeatFacts({
  seat,
  sale,
  words,
}: {
  readonly seat: LaidSeat;
  readonly sale: SeatSale;
  readonly words: SeatWords;
}) {
  return (
    <>
      <b>{words.place(seat)}</b>
      {words.facts(seat, sale.statusOf(seat)).map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </>
  );
}

/** Tiers come anew with every change of availability; their names and prices hardly ever do. */
function useStableTiers(tiers: readonly MapTier[]): readonly MapTier[] {
  const key = JSON.stringify(tiers.map(({ id, name, price }) => ({ id, name, price })));
  return useMemo(() => JSON.parse(key) as readonly MapTier[], [key]);
}

function usePalette(root: { readonly current: HTMLElement | null }): Palette | undefined {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: true });
  const isForced = useMediaQuery('(forced-colors: active)');
  const [palette, setPalette] = useState<Palette>();
  useEffect(() => {
    if (root.current !== null) setPalette(readPalette(root.current));
    // Both change what the custom properties say.
  }, [root, scheme, isForced]);
  return palette;
}

interface SceneSources {
  readonly sale: SeatSale;
  readonly words: SeatWords;
  readonly tiers: readonly MapTier[];
  readonly palette: Palette | undefined;
  readonly onlyTier: string | undefined;
}

function useScene({ sale, words, tiers, palette, onlyTier }: SceneSources): Scene | undefined {
  const t = useTranslations('show.seatMap');
  const { language } = useFormat();
  const stageLabel = t('stage');
  const { layout, statuses, statusOf } = sale;
  const tierNumbers = useMemo(() => new Map(tiers.map(({ id }, number) => [id, number])), [tiers]);
  const prices = useMemo(() => layout.sections.map((section) => words.prices(section)), [layout, words]);
  const lines = useMemo(
    () =>
      layout.sections.map((section) => [
        section.name,
        prices[section.index] ?? '',
        words.free(countFree(section, statusOf, onlyTier)),
      ]),
    [layout, prices, words, statusOf, onlyTier],
  );
  return useMemo(
    () =>
      palette && {
        layout,
        statuses,
        palette,
        tierNumbers,
        onlyTier,
        lines,
        stageLabel,
        font: getComputedStyle(document.body).fontFamily,
        direction: isLanguage(language) ? directionOf(language) : 'ltr',
      },
    [layout, statuses, palette, tierNumbers, onlyTier, lines, stageLabel, language],
  );
}

function countFree({ rows }: LaidSection, statusOf: SeatSale['statusOf'], onlyTier: string | undefined): number {
  let free = 0;
  for (const { seats } of rows) {
    for (const seat of seats) {
      if ((onlyTier === undefined || seat.tier === onlyTier) && statusOf(seat) === 'free') free += 1;
    }
  }
  return free;
}

/** What everybody needs to know is always explained, the rest where the plan has it. */
function useUsedSigns({ layout, statuses }: SeatSale): (look: SeatLook) => boolean {
  const marks = useMemo(() => new Set(layout.seats.map(({ mark }) => mark)), [layout]);
  return useMemo(() => {
    const states = new Set<SeatStatus>(['free', 'chosen', 'held', 'booked']);
    for (const number of new Set(statuses)) states.add(seatStatuses[number] ?? 'blocked');
    return ({ status, mark }) => states.has(status) && (mark === undefined || marks.has(mark));
  }, [statuses, marks]);
}
