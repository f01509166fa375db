import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import type { ShowResource } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import type { TierAvailability } from '../availability/queries.ts';
import { TierMeter } from '../event/tier-meter.tsx';
import { type Choice, countIn, countOf, withoutSeats, withQuantity } from './choice.ts';
import { useSeatText } from './seat-text.ts';
import styles from './show.module.css';
import { Stepper } from './stepper.tsx';

interface TierRowProps {
  readonly tier: ShowResource['tiers'][number];
  readonly live: TierAvailability | undefined;
  readonly choice: Choice;
  readonly limit: number;
  readonly isOpen: boolean;
  readonly onChange: (choice: Choice) => void;
}

/** One tier: what it costs, what is left of it, and how many are wanted. */
export function TierRow({ tier, live, choice, limit, isOpen, onChange }: TierRowProps) {
  const t = useTranslations('show');
  const { price } = useFormat();
  const seatText = useSeatText();
  const factsId = useId();
  const seats = choice.seats.filter((seat) => seat.tier === tier.id);
  const count = countIn(choice, tier.id);
  const max = Math.min(tier.capacity, limit - (countOf(choice) - count));
  return (
    <li className={styles['tier']} data-chosen={count > 0 || undefined}>
      <div className={styles['tierText']}>
        <h3 className={styles['tierName']}>{tier.name}</h3>
        <p className={styles['tierPrice']}>{tier.price.amount === 0 ? t('free') : price(tier.price)}</p>
        <p className={styles['soft']}>{t(tier.isSeated ? 'seated' : 'standing')}</p>
      </div>
      {isOpen && seats.length === 0 && (
        <Stepper
          name={tier.name}
          value={count}
          max={max}
          describedBy={factsId}
          onChange={(value) =>
            onChange(withQuantity(choice, tier.id, value, Math.min(limit, max + countOf(choice) - count)))
          }
        />
      )}
      <div id={factsId} className={styles['tierFacts']}>
        {live !== undefined && <TierMeter tier={live} />}
      </div>
      {seats.length > 0 && (
        <div className={styles['tierFacts']}>
          <ul className={styles['seats']}>
            {seats.map(({ id }) => (
              <li key={id}>
                <span>{seatText(id)}</span>
                <button
                  type="button"
                  aria-label={t('giveBack', { seat: seatText(id) })}
                  onClick={() => onChange(withoutSeats(choice, [id]))}
                >
                  <span aria-hidden="true">×</span>
                </button>
              </li>
            ))}
          </ul>
          <Button
            variant="subtle"
            size="md"
            ms={-22}
            onClick={() => onChange(withQuantity(choice, tier.id, seats.length, limit))}
          >
            {t('chooseForMe')}
          </Button>
        </div>
      )}
      {count > 0 && seats.length === 0 && tier.isSeated && (
        <p className={styles['hint']}>{t('bestTogether', { count })}</p>
      )}
    </li>
  );
}
