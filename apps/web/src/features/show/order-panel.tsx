import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ShowResource } from '../../../generated/api.ts';
import { isProblem } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { readBuyer } from '../../session/buyer.ts';
import { PlainInput } from '../../ui/plain-input.tsx';
import { type Choice, countIn, countOf, onlyTier, ticketsOf, toLines, totalOf, withQuantity } from './choice.ts';
import type { Outlook } from './outlook.ts';
import { PeerNames } from './peer-names.tsx';
import { Refusal } from './refusal.tsx';
import styles from './show.module.css';
import type { useBook } from './use-book.ts';
import type { Draft } from './use-choice.ts';

interface OrderPanelProps {
  readonly show: ShowResource;
  readonly draft: Draft;
  readonly outlook: Outlook;
  readonly sale: ReturnType<typeof useBook>;
  readonly onChange: (choice: Choice) => void;
  readonly onNames: (names: Draft['names']) => void;
}

type Field = 'name' | 'email' | 'tickets';

/** What was chosen, who it is for, what it costs, and the one button that goes on. */
export function OrderPanel({ show, draft, outlook, sale, onChange, onNames }: OrderPanelProps) {
  const t = useTranslations('show');
  const { price } = useFormat();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState<readonly Field[]>([]);
  const nameField = useRef<HTMLInputElement>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const ticketsError = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const buyer = readBuyer();
    setName(buyer.name ?? '');
    setEmail(buyer.email ?? '');
  }, []);
  const isNameTaken = isProblem(sale.error, 'name-already-booked');
  useEffect(() => {
    if (isNameTaken) nameField.current?.focus();
  }, [isNameTaken]);
  const { choice, names } = draft;
  const { tiers } = show;
  const total = totalOf(choice, tiers);
  const count = countOf(choice);
  const isWaiting = outlook.way === 'wait';

  function submit(event: FormEvent): void {
    event.preventDefault();
    const booker = name.trim();
    const address = email.trim();
    const missing: Field[] = [
      ...(count === 0 || outlook.way === 'mixed' ? (['tickets'] as const) : []),
      ...(booker === '' ? (['name'] as const) : []),
      ...(emailField.current?.validity.valid === false ? (['email'] as const) : []),
    ];
    setWrong(missing);
    const fields = { tickets: ticketsError, name: nameField, email: emailField };
    const [first] = missing;
    // The text of an error that was not there before can only be reached once it is.
    if (first !== undefined) return void requestAnimationFrame(() => fields[first].current?.focus());
    const person = { userId: readBuyer().userId, name: booker, ...(address === '' ? {} : { email: address }) };
    if (outlook.way === 'wait') {
      const { tier, wanted } = outlook.short;
      sale.wait({ ...person, tickets: [{ tier, quantity: wanted }] });
    } else sale.book({ ...person, tickets: toLines(choice, tiers, { booker, names }) });
  }

  return (
    <form id="order" className={styles['order']} aria-labelledby="order-title" noValidate onSubmit={submit}>
      <h2 id="order-title">{t('order')}</h2>
      <ul className={styles['lines']}>
        {tiers
          .filter(({ id }) => countIn(choice, id) > 0)
          .map(({ id, name: tierName, price: each }) => (
            <li key={id}>
              <span>{t('line', { count: countIn(choice, id), tier: tierName })}</span>
              <span>{price({ ...each, amount: each.amount * countIn(choice, id) })}</span>
            </li>
          ))}
      </ul>
      <p className={styles['total']} role="status">
        <span>{count === 0 ? t('nothingYet') : t('count', { count })}</span>
        {total !== undefined && count > 0 && <b>{total.amount === 0 ? t('free') : price(total)}</b>}
      </p>
      <OutlookNotice outlook={outlook} show={show} choice={choice} onChange={onChange} />
      <PlainInput
        ref={nameField}
        label={t('name')}
        description={t('nameHint')}
        required
        autoComplete="name"
        maxLength={200}
        value={name}
        error={wrong.includes('name') ? t('nameMissing') : isNameTaken ? t('nameTaken') : undefined}
        onText={(text) => {
          setName(text);
          setWrong(wrong.filter((field) => field !== 'name'));
          if (isNameTaken) sale.reset();
        }}
      />
      <PlainInput
        ref={emailField}
        label={t('email')}
        description={t('emailHint')}
        type="email"
        autoComplete="email"
        maxLength={254}
        value={email}
        error={wrong.includes('email') ? t('emailWrong') : undefined}
        onText={(text) => {
          setEmail(text);
          setWrong(wrong.filter((field) => field !== 'email'));
        }}
      />
      {!isWaiting && count > 1 && (
        <PeerNames tickets={ticketsOf(choice, tiers).slice(1)} tiers={tiers} names={names} onNames={onNames} />
      )}
      {wrong.includes('tickets') && count === 0 && (
        <p ref={ticketsError} tabIndex={-1} role="alert" className={styles['error']}>
          {t('ticketsMissing')}
        </p>
      )}
      <Refusal error={sale.error} show={show} choice={choice} onChange={onChange} onRetry={() => sale.again()} />
      <Button type="submit" size="lg" fullWidth loading={sale.isPending} variant={isWaiting ? 'outline' : 'filled'}>
        {isWaiting ? t('joinLine') : t('hold')}
      </Button>
      <p className={styles['soft']}>
        {isWaiting ? t('joinHint') : t('holdHint', { minutes: Math.round(show.policy.holdSeconds / 60) })}
      </p>
    </form>
  );
}

interface OutlookNoticeProps {
  readonly outlook: Outlook;
  readonly show: ShowResource;
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** What to do where more is wanted than is left. */
function OutlookNotice({ outlook, show, choice, onChange }: OutlookNoticeProps) {
  const t = useTranslations('show');
  const shorts = outlook.way === 'wait' ? [outlook.short] : outlook.way === 'mixed' ? outlook.shorts : [];
  return (
    <div role="status" className={styles['shorts']}>
      {shorts.map(({ tier, wanted, available, canWait }) => {
        const name = show.tiers.find(({ id }) => id === tier)?.name ?? tier;
        const waitingOnly = outlook.way === 'mixed' && canWait && (choice.quantities[tier] ?? 0) > 0;
        return (
          <div key={tier} className={styles['short']}>
            <p>
              {outlook.way === 'wait'
                ? t('shortWait', { tier: name, available, wanted })
                : t('shortMixed', { tier: name, available, wanted })}
            </p>
            <div className={styles['shortActions']}>
              <Button
                variant="default"
                size="md"
                onClick={() => onChange(withQuantity(choice, tier, available, show.policy.maxTicketsPerUser))}
              >
                {available === 0 ? t('leaveOut', { tier: name }) : t('takeLeft', { count: available })}
              </Button>
              {waitingOnly && (
                <Button variant="default" size="md" onClick={() => onChange(onlyTier(choice, tier))}>
                  {t('onlyWait', { tier: name })}
                </Button>
              )}
            </div>
          </div>
        );
      })}
    </div>
  );
}
