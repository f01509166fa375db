import { describe, expect, it } from 'vitest';
import { ledgerTextOf, ledgerTypes } from './ledger-text.ts';

const words = {
  time: String,
  list: (items: readonly string[]) => items.join(' and '),
  tierName: (tier: string) => tier,
};

describe('the text of a decision', () => {
  it('knows what happened to the show as a whole', () => {
    const details = { settings: { tiers: [{}, {}, {}], isPublished: true } };
    const { type, values } = ledgerTextOf({ type: 'ShowConfigured', details }, words);
    expect(type).toBe('ShowConfigured');
    expect(values).toMatchObject({ tiers: 3, published: 'yes' });
    expect(ledgerTextOf({ type: 'SalesClosed' }, words)).toMatchObject({ type: 'SalesClosed' });
  });

  it('knows what happened to a booking as its history does', () => {
    const details = { tickets: [{ seat: 'A-1' }], expiresAt: 7 };
    const { type, values } = ledgerTextOf({ type: 'TicketsHeld', details }, words);
    expect(type).toBe('TicketsHeld');
    expect(values).toMatchObject({ count: 1, seats: 'A-1', until: '7' });
  });

  it('has each type once, and a text for what it has never heard of', () => {
    expect(new Set(ledgerTypes).size).toBe(ledgerTypes.length);
    expect(ledgerTextOf({ type: 'SomethingNew' }, words).type).toBe('other');
  });
});
