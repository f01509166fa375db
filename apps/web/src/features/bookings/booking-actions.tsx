import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { pathTo } from '../../paths.ts';
import type { Booking } from './queries.ts';
import type { BookedTickets } from './use-booking.ts';

type BookingActionsProps = Pick<BookedTickets, 'show' | 'event' | 'venue'> & { readonly booking: Booking };

/** What one does with tickets before going: a date in the calendar, paper, a link for the others. */
export function BookingActions({ booking, show, event, venue }: BookingActionsProps) {
  const t = useTranslations('bookings');
  const [isCopied, setCopied] = useState(false);
  const path = pathTo('booking', { bookingId: booking.id });
  const saveCalendar = async () => {
    if (show === undefined || event === undefined) return;
    const { writeCalendar } = await import('./calendar-file.ts');
    const url = new URL(path, location.origin).href;
    save(writeCalendar({ booking, show, event, venue, url, now: new Date() }), `${booking.code}.ics`);
  };
  const share = async () => {
    const url = new URL(path, location.origin).href;
    if (typeof navigator.share === 'function') return navigator.share({ title: event?.name ?? '', url });
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  return (
    <div>
      <Group>
        <Button mih={44} variant="default" onClick={() => void saveCalendar()} disabled={event === undefined}>
          {t('calendar')}
        </Button>
        <Button mih={44} variant="default" onClick={() => print()}>
          {t('print')}
        </Button>
        {/* Who closes the list of ways to share has shared nothing, and that is fine. */}
        <Button mih={44} variant="default" onClick={() => void share().catch(() => undefined)}>
          {t('share')}
        </Button>
      </Group>
      <Text size="sm" c="var(--ink-soft)" mt="xs" role="status">
        {isCopied && `${t('copied')} `}
        {t('shareNote')}
      </Text>
    </div>
  );
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
