import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Availability, ShowPlan } from '../../../generated/api.ts';
import { type Choice, type ChosenSeat, withoutSeats, withSeatToggled } from './choice.ts';
import { useSeatText } from './seat-text.ts';
import styles from './show.module.css';

type Letters = NonNullable<Availability['seats']>;

interface Lost {
  readonly seat: ChosenSeat;
  /** A free seat like it. */
  readonly offer: string | undefined;
}

interface LostSeatsProps {
  readonly plan: ShowPlan;
  readonly letters: Letters;
  readonly choice: Choice;
  readonly refused: readonly string[];
  readonly isPending: boolean;
  readonly limit: number;
  readonly toSeats: (ids: readonly string[]) => readonly ChosenSeat[];
  readonly onChange: (choice: Choice) => void;
}

/** Somebody else was faster: says which seats are gone, keeps the others, and offers the nearest that are equal. */
export function LostSeats({ plan, letters, choice, refused, isPending, limit, toSeats, onChange }: LostSeatsProps) {
  const t = useTranslations('show');
  const toText = useSeatText();
  const [lost, setLost] = useState<readonly Lost[]>([]);

  const seenRefusal = useRef<readonly string[]>([]);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isPending) return;
    // A refusal is news once: its seats may be free again and be chosen again.
    const news = seenRefusal.current === refused ? [] : refused;
    seenRefusal.current = refused;
    const gone = goneOf({ plan, letters, choice, refused: news });
    if (gone.length === 0) return;
    const left = withoutSeats(
      choice,
      gone.map(({ id }) => id),
    );
    onChange(left);
    setLost((known) => [...known, ...gone.map((seat) => ({ seat, offer: undefined }))]);
    // Who has just sent the form looks at its end: the offers are up here.
    if (news.length > 0) requestAnimationFrame(() => notice.current?.focus());
  }, [plan, letters, choice, refused, isPending, onChange]);

  useEffect(() => {
    // Another may take what is offered here, or has, and the letters tell only later.
    const isOffered = ({ offer }: Lost) => offer !== undefined && isFree({ plan, letters, choice }, offer);
    if (lost.every(isOffered)) return;
    void offersFor({ plan, letters, choice, lost, isOffered }).then((offers) =>
      setLost((known) => (known.some(({ seat }) => offers.has(seat.id)) ? withOffers(known, offers) : known)),
    );
  }, [plan, letters, choice, lost]);

  return (
    <div role="status" ref={notice} tabIndex={-1} className={styles['lostPart']}>
      {lost.length > 0 && (
        <div className={styles['lost']}>
          <p>{t('lostSeats', { count: lost.length })}</p>
          <ul>
            {lost.map(({ seat, offer }) => (
              <li key={seat.id}>
                <s>{toText(seat.id)}</s>
                {offer !== undefined && isFree({ plan, letters, choice }, offer) && (
                  <Button
                    variant="default"
                    size="md"
                    onClick={() => {
                      const [instead] = toSeats([offer]);
                      if (instead !== undefined) onChange(withSeatToggled(choice, instead, limit));
                      setLost((known) => known.filter((one) => one.seat.id !== seat.id));
                    }}
                  >
                    {t('takeInstead', { seat: toText(offer) })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <Button variant="subtle" size="md" ms={-22} onClick={() => setLost([])}>
            {t('dismiss')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface Standing {
  readonly plan: ShowPlan;
  readonly letters: Letters;
  readonly choice: Choice;
}

interface Gone extends Standing {
  readonly refused: readonly string[];
}

function goneOf({ plan, letters, choice, refused }: Gone): readonly ChosenSeat[] {
  return choice.seats.filter(({ id }) => refused.includes(id) || letterOf(plan, letters, id) !== 'a');
}

function letterOf(plan: ShowPlan, letters: Letters, seatId: string): string | undefined {
  const row = plan.rows.find(({ key }) => seatId.startsWith(`${key}-`));
  return letters[row?.key ?? '']?.[row?.seats.findIndex(({ id }) => id === seatId) ?? -1];
}

const isFree = ({ plan, letters, choice }: Standing, id: string): boolean =>
  letterOf(plan, letters, id) === 'a' && !choice.seats.some((seat) => seat.id === id);

interface Loss extends Standing {
  readonly lost: readonly Lost[];
  readonly isOffered: (one: Lost) => boolean;
}

/** New offers for lost seats that have none, by lost seat. */
async function offersFor({ plan, letters, choice, lost, isOffered }: Loss): Promise<ReadonlyMap<string, string>> {
  const { nearestEqual } = await import('../seat-map/nearest-equal.ts');
  const offers = nearestEqual({
    plan,
    letters,
    lost: lost.filter((one) => !isOffered(one)).map(({ seat }) => seat.id),
    // A letter can be older than the refusal: what is lost is not offered for itself.
    kept: [
      ...choice.seats.map(({ id }) => id),
      ...lost.flatMap((one) => (isOffered(one) ? [one.seat.id, one.offer ?? ''] : [one.seat.id])),
    ],
  });
  return new Map(offers.flatMap(({ lost: id, offer }) => (offer === undefined ? [] : [[id, offer]])));
}

const withOffers = (lost: readonly Lost[], offers: ReadonlyMap<string, string>): readonly Lost[] =>
  lost.map((one) => ({ ...one, offer: offers.get(one.seat.id) ?? one.offer }));
