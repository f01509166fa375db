import { Type } from 'typebox';
import { Currency, Instant, idOf, Money, strict, Version } from './fields.ts';

export const SalesQuery = Type.Object(
  {
    bucket: Type.Optional(
      Type.Enum(['hour', 'day'], {
        description:
          'How long a bucket is; where that makes more than 1,000, longer ones. Left out: a length that makes at most 200',
      }),
    ),
  },
  strict,
);
export type SalesQuery = Type.Static<typeof SalesQuery>;

const Count = Type.Integer({ minimum: 0 });

/** In minor units of the report's currency. */
const Revenue = Type.Integer({
  description: 'Of tickets confirmed, less that of those that came back, in minor units of the currency of the show',
});

const SalesBucket = Type.Object(
  {
    at: Instant,
    held: Count,
    confirmed: Count,
    expired: Count,
    released: Count,
    cancelled: Count,
    revenue: Revenue,
  },
  { ...strict, description: 'Tickets by what happened to them from `at` for `bucketSeconds`' },
);

const TierSales = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    price: Money,
    capacity: Count,
    held: Count,
    booked: Count,
    available: Count,
    waiting: Type.Integer({ minimum: 0, description: 'Tickets wanted by those in line' }),
    revenue: Money,
  },
  strict,
);

/** Counted from the ledger of the show: what stands here can be checked there. */
export const SalesReport = Type.Object(
  {
    showId: idOf('show'),
    version: Version,
    from: Type.String({
      format: 'instant',
      description: 'When the first ticket was held; where none was, when the show was last changed',
    }),
    to: Type.String({ format: 'instant', description: 'When a ticket was last held, confirmed or given back' }),
    bucketSeconds: Type.Integer({ minimum: 1 }),
    series: Type.Array(SalesBucket, {
      maxItems: 1000,
      description:
        'In the order of time; buckets begin at whole multiples of their length in UTC, and those in which nothing happened are left out',
    }),
    tiers: Type.Array(TierSales),
    holds: Type.Object(
      { total: Count, confirmed: Count, expired: Count, released: Count, stillHeld: Count },
      { ...strict, description: 'Bookings, offers included: total = confirmed + expired + released + stillHeld' },
    ),
    waitlist: Type.Object(
      {
        joined: Count,
        offered: Count,
        taken: Count,
        lapsed: Count,
        left: Count,
        closed: Count,
        waiting: Count,
      },
      {
        ...strict,
        description: 'Entries: joined = offered + left + closed + waiting; of those offered, taken or lapsed',
      },
    ),
    revenue: Type.Object(
      { amount: Type.Integer({ minimum: 0, description: 'In minor units' }), currency: Currency },
      {
        ...strict,
        description: 'Of bookings in the currency that the show has now',
      },
    ),
  },
  strict,
);
export type SalesReport = Type.Static<typeof SalesReport>;
