import { Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { paths, pathTo } from '../../paths.ts';
import { eventListQuery } from '../programme/queries.ts';
import { attentionOf } from './attention.ts';
import type { ShowSeen } from './coming-shows.tsx';
import styles from './overview.module.css';

const draftsShown = 4;

/** Drafts that nobody sees yet, and coming shows that are full or waited for. */
export function NeedsAttention({ shows }: { readonly shows: readonly ShowSeen[] }) {
  const t = useTranslations('organize.home');
  const { data } = useInfiniteQuery(eventListQuery(useApi(), { status: 'draft' }));
  const drafts = data?.pages.flatMap(({ items }) => items) ?? [];
  const found = shows.flatMap((seen) =>
    seen.sale === undefined ? [] : attentionOf(seen.sale).map((attention) => ({ ...seen, attention })),
  );
  const isCalm = data !== undefined && drafts.length === 0 && found.length === 0;
  return (
    <section aria-labelledby="attention">
      <Title order={2} id="attention" mb="sm">
        {t('attention')}
      </Title>
      {isCalm && <p className={styles['soft']}>{t('calm')}</p>}
      <ul className={styles['notes']}>
        {found.map(({ attention, event, show, sale }) => (
          <Note
            key={`${show.id}.${attention}`}
            kind={attention}
            href={pathTo('organizeShow', { showId: show.id })}
            name={event.name}
          >
            <ShowNote
              attention={attention}
              startsAt={show.startsAt}
              timeZone={show.timeZone}
              waiting={sale?.waiting ?? 0}
            />
          </Note>
        ))}
        {drafts.slice(0, draftsShown).map((event) => (
          <Note key={event.id} kind="draft" href={pathTo('organizeEvent', { eventId: event.id })} name={event.name}>
            {t('draft')}
          </Note>
        ))}
      </ul>
      {drafts.length > draftsShown && (
        <Link href={`${paths.organizeEvents}?status=draft`} className={styles['link'] ?? ''}>
          {t('allDrafts')}
        </Link>
      )}
    </section>
  );
}

interface NoteProps {
  readonly kind: 'draft' | 'soldOut' | 'nearlySoldOut' | 'longLine';
  readonly href: string;
  readonly name: string;
  readonly children: ReactNode;
}

function Note({ kind, href, name, children }: NoteProps) {
  return (
    <li className={styles['note']} data-kind={kind}>
      <Link href={href} className={styles['name'] ?? ''}>
        <bdi>{name}</bdi>
      </Link>
      <div className={styles['why']}>{children}</div>
    </li>
  );
}

interface ShowNoteProps {
  readonly attention: 'soldOut' | 'nearlySoldOut' | 'longLine';
  readonly startsAt: string;
  readonly timeZone: string;
  readonly waiting: number;
}

function ShowNote({ attention, startsAt, timeZone, waiting }: ShowNoteProps) {
  const t = useTranslations('organize.home');
  const { time } = useFormat();
  const when = time(startsAt, 'full', timeZone);
  return attention === 'longLine' ? t('longLine', { when, waiting }) : t(attention, { when });
}
