import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { drawSeat, type SeatLook } from './draw-seat.ts';
import { type Palette, tierVariable } from './palette.ts';
import type { MapTier } from './plan.ts';
import styles from './seat-map.module.css';
import type { SeatWords } from './seat-words.ts';

interface TierLegendProps {
  readonly tiers: readonly MapTier[];
  readonly words: SeatWords;
  readonly onlyTier: string | undefined;
  readonly onOnlyTier: (tier: string | undefined) => void;
}

/** The tiers with their colours and prices; one can be looked at alone. */
export function TierLegend({ tiers, words, onlyTier, onOnlyTier }: TierLegendProps) {
  const t = useTranslations('show.seatMap');
  return (
    <ul className={styles['tiers']} aria-label={t('tiers')}>
      {tiers.map((tier, number) => (
        <li key={tier.id}>
          <button
            type="button"
            className={styles['tier']}
            aria-pressed={onlyTier === tier.id}
            title={t('onlyTier', { tier: tier.name, price: words.tierPrice(tier) })}
            onClick={() => onOnlyTier(onlyTier === tier.id ? undefined : tier.id)}
          >
            <span className={styles['swatch']} style={{ background: `var(${tierVariable(number)})` }} />
            <span>{tier.name}</span> <b>{words.tierPrice(tier)}</b>
          </button>
        </li>
      ))}
    </ul>
  );
}

const signs: readonly SeatLook[] = [
  { status: 'free', mark: undefined, tier: 0 },
  { status: 'chosen', mark: undefined, tier: 0 },
  { status: 'mine', mark: undefined, tier: 0 },
  { status: 'held', mark: undefined, tier: 0 },
  { status: 'booked', mark: undefined, tier: 0 },
  { status: 'blocked', mark: undefined, tier: 0 },
  { status: 'free', mark: 'accessible', tier: 0 },
  { status: 'free', mark: 'companion', tier: 0 },
  { status: 'free', mark: 'restricted', tier: 0 },
];

interface SignLegendProps {
  readonly palette: Palette | undefined;
  /** Signs that the plan has none of are left out. */
  readonly isUsed: (look: SeatLook) => boolean;
}

/** What the shapes mean, drawn by the same hand as the map. */
export function SignLegend({ palette, isUsed }: SignLegendProps) {
  const t = useTranslations('show.seatMap');
  return (
    <ul className={styles['signs']} aria-label={t('signs')}>
      {signs.filter(isUsed).map((look) => (
        <li key={`${look.status} ${look.mark}`}>
          <Sign look={look} palette={palette} />
          {look.mark === undefined ? t(`states.${look.status}`) : t(`marks.${look.mark}`)}
        </li>
      ))}
    </ul>
  );
}

const signSize = 22;

function Sign({ look, palette }: { readonly look: SeatLook; readonly palette: Palette | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined || palette === undefined) return;
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, signSize, signSize);
    drawSeat(context, { x: signSize / 2, y: signSize / 2, radius: 8.5 }, look, palette);
  }, [look, palette]);
  return (
    <canvas ref={canvas} width={signSize * 2} height={signSize * 2} className={styles['sign']} aria-hidden="true" />
  );
}
