import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSearchParams } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import type { Params } from '../../page.ts';
import { bookingCells, bookingColumns } from './booking-cells.ts';
import { BookingDrawer } from './booking-drawer.tsx';
import { type BookingFilter, readAddress } from './booking-filter.ts';
import { BookingFilters } from './booking-filters.tsx';
import { BookingTable } from './booking-table.tsx';
import { allBookings } from './bookings-queries.ts';
import { byteOrderMark, toCsvLine } from './csv.ts';
import { ExportButton } from './export-button.tsx';
import type { ShowResource } from './queries.ts';
import { ShowFrame } from './show-frame.tsx';
import { tierNameIn } from './tier-name.ts';
import { useExport } from './use-export.ts';

/** Who booked a show. */
export function Page({ params }: { readonly params: Params }) {
  const showId = params['showId'] ?? '';
  return (
    <ShowFrame showId={showId} tab="bookings">
      {(show) => <Bookings show={show} />}
    </ShowFrame>
  );
}

function Bookings({ show }: { readonly show: ShowResource }) {
  const t = useTranslations('sales');
  const [search, setSearch] = useSearchParams();
  const [name, setName] = useState('');
  const { isWrong, ...address } = readAddress(search, show.timeZone);
  const filter: BookingFilter = { ...address, ...(name !== '' && { name }) };
  const exporting = useCsvExport(show, filter);
  const change = (field: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(field);
        else next.set(field, value);
        return next;
      },
      { replace: field !== 'booking' || value === '' },
    );
  return (
    <>
      <BookingFilters search={search} isWrong={isWrong} timeZone={show.timeZone} onName={setName} onChange={change} />
      {!isWrong && <ExportButton exporting={exporting} label={t('export.csv')} />}
      {!isWrong && <BookingTable show={show} filter={filter} onOpen={(id) => change('booking', id)} />}
      <BookingDrawer bookingId={search.get('booking') ?? ''} show={show} onClose={() => change('booking', '')} />
    </>
  );
}

function useCsvExport(show: ShowResource, filter: BookingFilter) {
  const t = useTranslations('sales.csv');
  const toStatus = useTranslations('bookings.status');
  const api = useApi();
  const words = {
    timeZone: show.timeZone,
    tierName: tierNameIn(show),
    status: (status: Parameters<typeof toStatus>[0]) => toStatus(status),
    yesNo: (is: boolean) => t(is ? 'yes' : 'no'),
  };
  const head = toCsvLine(bookingColumns.map((column) => t(`columns.${column}`, { zone: show.timeZone })));
  const name = `bookings-${show.id}.csv`;
  return useExport(
    async (progress, signal) => {
      const parts = [byteOrderMark, head];
      let count = 0;
      for await (const items of allBookings(api, show.id, filter, signal)) {
        parts.push(items.map((booking) => toCsvLine(bookingCells(booking, words))).join(''));
        count += items.length;
        progress(count);
      }
      return parts;
    },
    { name, type: 'text/csv;charset=utf-8' },
  );
}
