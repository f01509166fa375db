import { describe, expect, it } from 'vitest';
import { historyTextOf } from './history-text.ts';

const words = {
  time: (instant: number) => `at ${instant}`,
  list: (items: readonly string[]) => items.join(' and '),
  tierName: (tier: string) => tier.toUpperCase(),
};

describe('the text of what happened', () => {
  it('names the seats that were held and until when', () => {
    const details = { tickets: [{ seat: 'A-1' }, { seat: 'A-2' }], expiresAt: 5 };
    const { type, values } = historyTextOf({ type: 'TicketsHeld', details }, words);
    expect(type).toBe('TicketsHeld');
    expect(values).toMatchObject({ count: 2, seats: 'A-1 and A-2', hasSeats: 'yes', until: 'at 5' });
  });

  it('counts all who were passed over by an offer', () => {
    const details = { tickets: [{}], passedOver: [{ entries: 2 }, { entries: 1 }] };
    expect(historyTextOf({ type: 'TicketsOffered', details }, words).values).toMatchObject({
      passed: 3,
      hasSeats: 'no',
    });
  });

  it('knows money that goes back, and what a place in line is for', () => {
    expect(historyTextOf({ type: 'TicketReturned', details: { refund: {} } }, words).values.refund).toBe('yes');
    expect(historyTextOf({ type: 'TicketReturned', details: {} }, words).values.refund).toBe('no');
    const joined = historyTextOf({ type: 'WaitlistJoined', details: { quantity: 4, tier: 'vip' } }, words);
    expect(joined.values).toMatchObject({ count: 4, tier: 'VIP' });
  });

  it('has a text even for what it has never heard of', () => {
    expect(historyTextOf({ type: 'SomethingNew' }, words).type).toBe('other');
  });
});
