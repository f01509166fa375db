import { useTranslations } from 'use-intl';
import type { ShowResource } from '../../../generated/api.ts';
import { PlainInput } from '../../ui/plain-input.tsx';
import type { ChosenTicket } from './choice.ts';
import { useSeatText } from './seat-text.ts';
import styles from './show.module.css';

interface PeerNamesProps {
  readonly tickets: readonly ChosenTicket[];
  readonly tiers: ShowResource['tiers'];
  readonly names: Readonly<Record<string, string>>;
  readonly onNames: (names: Readonly<Record<string, string>>) => void;
}

/** Whose the other tickets are, for who wants to say. */
export function PeerNames({ tickets, tiers, names, onNames }: PeerNamesProps) {
  const t = useTranslations('show');
  const toText = useSeatText();
  return (
    <details className={styles['peers']}>
      <summary>{t('peers')}</summary>
      <p className={styles['soft']}>{t('peersHint')}</p>
      {tickets.map(({ key, tier, seat }, index) => {
        const tierName = tiers.find(({ id }) => id === tier)?.name ?? tier;
        return (
          <PlainInput
            key={key}
            label={t('peer', { number: index + 2, what: seat === undefined ? tierName : toText(seat) })}
            autoComplete="off"
            maxLength={200}
            value={names[key] ?? ''}
            onText={(text) => onNames({ ...names, [key]: text })}
          />
        );
      })}
    </details>
  );
}
