import { Button, NativeSelect, Skeleton, Stack, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSearchParams } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import type { Params } from '../../page.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ExportButton } from './export-button.tsx';
import styles from './ledger.module.css';
import { LedgerList } from './ledger-list.tsx';
import { allLedger, type LedgerView, ledgerQuery } from './ledger-queries.ts';
import { ledgerTypes } from './ledger-text.ts';
import type { ShowResource } from './queries.ts';
import salesStyles from './sales.module.css';
import { ShowFrame } from './show-frame.tsx';
import { useExport } from './use-export.ts';

/** All that was ever decided about a show. */
export function Page({ params }: { readonly params: Params }) {
  const showId = params['showId'] ?? '';
  return (
    <ShowFrame showId={showId} tab="ledger">
      {(show) => <Ledger show={show} />}
    </ShowFrame>
  );
}

/** A version to begin with goes on in the order of the log. */
function readView(search: URLSearchParams): LedgerView {
  const from = /^[1-9]\d{0,14}$/.exec(search.get('version') ?? '')?.[0];
  const type = ledgerTypes.find((one) => one === search.get('type'));
  return {
    order: from !== undefined || search.get('order') === 'oldest' ? 'oldest' : 'newest',
    from: from === undefined ? 1 : Number(from),
    ...(type !== undefined && { type }),
  };
}

function Ledger({ show }: { readonly show: ShowResource }) {
  const t = useTranslations('sales.ledger');
  const api = useApi();
  const [search, setSearch] = useSearchParams();
  const view = readView(search);
  const exporting = useExport(
    async (progress, signal) => {
      const parts = ['[\n'];
      let count = 0;
      for await (const items of allLedger(api, show.id, signal)) {
        parts.push(items.map((item, index) => `${count + index === 0 ? '' : ',\n'}${JSON.stringify(item)}`).join(''));
        count += items.length;
        progress(count);
      }
      return [...parts, '\n]\n'];
    },
    { name: `ledger-${show.id}.json`, type: 'application/json' },
  );
  const change = (changes: Readonly<Record<string, string>>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <p className={salesStyles['soft']}>{t('intro')}</p>
      <div className={styles['tools']}>
        <NativeSelect
          label={t('order')}
          value={view.order}
          data={(['newest', 'oldest'] as const).map((value) => ({ value, label: t(value) }))}
          onChange={({ currentTarget }) => change({ order: currentTarget.value, version: '' })}
        />
        <NativeSelect
          label={t('type')}
          value={view.type ?? ''}
          data={[
            { value: '', label: t('anyType') },
            ...ledgerTypes.map((value) => ({ value, label: t(`types.${value}`) })),
          ]}
          onChange={({ currentTarget }) => change({ type: currentTarget.value })}
        />
        <Jump key={view.from} from={view.from} onJump={(version) => change({ version })} />
        <ExportButton exporting={exporting} label={t('export')} />
      </div>
      <Decisions show={show} view={view} />
    </>
  );
}

function Jump({ from, onJump }: { readonly from: number; readonly onJump: (version: string) => void }) {
  const t = useTranslations('sales.ledger');
  const [version, setVersion] = useState(from === 1 ? '' : String(from));
  const isWrong = version !== '' && !/^[1-9]\d{0,14}$/.test(version);
  return (
    <form
      className={styles['jump']}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (!isWrong) onJump(version);
      }}
    >
      <TextInput
        label={t('jump')}
        inputMode="numeric"
        value={version}
        error={isWrong ? t('wrongVersion') : undefined}
        onChange={({ currentTarget }) => setVersion(currentTarget.value.trim())}
      />
      <Button type="submit" variant="default">
        {t('go')}
      </Button>
    </form>
  );
}

function Decisions({ show, view }: { readonly show: ShowResource; readonly view: LedgerView }) {
  const t = useTranslations('sales.ledger');
  const list = useInfiniteQuery(ledgerQuery(useApi(), show.id, view));
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={420} radius="lg" />
    ) : (
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    );
  }
  const items = data.pages.flatMap((page) => page.items);
  const reached = String(data.pages.at(-1)?.reached ?? 0);
  return (
    <Stack aria-busy={isFetching}>
      <p role="status" className={salesStyles['count']}>
        {items.length > 0 && t('shown', { count: items.length })}
        {items.length === 0 && (hasNextPage ? t('noneSoFar', { version: reached }) : t('none'))}
      </p>
      {items.length > 0 && <LedgerList items={items} show={show} withBookings />}
      <ProblemAlert error={error} onRetry={() => void fetchNextPage()} />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {view.type === undefined ? t('more') : t('searchOn', { version: reached })}
        </Button>
      )}
      {!hasNextPage && view.order === 'oldest' && (
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          {t('lookAgain')}
        </Button>
      )}
    </Stack>
  );
}
