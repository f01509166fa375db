import { expect, it } from 'vitest';
import { choiceOf } from './same-choice.ts';

const price = { amount: 1000, currency: 'EUR' };

it('begins once more with the same seats and as many of each tier', () => {
  const tickets = [
    { id: 'tkt_1', tier: 'stalls', seat: 'A-1', price },
    { id: 'tkt_2', tier: 'stalls', seat: 'A-2', price },
    { id: 'tkt_3', tier: 'standing', price },
    { id: 'tkt_4', tier: 'standing', price },
    { id: 'tkt_5', tier: 'child', price },
  ];
  expect(choiceOf({ tickets })).toEqual({
    quantities: { standing: 2, child: 1 },
    seats: [
      { id: 'A-1', tier: 'stalls' },
      { id: 'A-2', tier: 'stalls' },
    ],
  });
});
