import { BusUnavailableError, systemClock } from '@myevents/ports';
import { MultipleErrors, NetworkError, ProtocolError } from '@platformatic/kafka';
import { describe, expect, it } from 'vitest';
import { reasonOf, toUnavailable } from '../src/failure.ts';
import { createTroubleReport } from '../src/trouble.ts';

const refused = () =>
  new MultipleErrors('produce failed 3 times.', [
    new NetworkError('Connection closed'),
    new NetworkError('Connection to one:9092 failed.', { cause: new Error('connect ECONNREFUSED') }),
  ]);

describe('what Kafka refuses', () => {
  it('is told by its innermost reason', () => {
    expect(reasonOf(refused())).toBe('connect ECONNREFUSED');
    expect(reasonOf(new MultipleErrors('x', [new ProtocolError('TOPIC_AUTHORIZATION_FAILED')]))).toMatch(
      /^TOPIC_AUTHORIZATION_FAILED: /,
    );
    expect(toUnavailable(refused(), 'one:9092').message).toBe('Kafka at one:9092: connect ECONNREFUSED');
    const before = new BusUnavailableError('as it was');
    expect(toUnavailable(before, 'one')).toBe(before);
  });

  it('is reported once in a while for each reason, and a change of members never', () => {
    let now = 0;
    const reports: unknown[] = [];
    const report = createTroubleReport({
      label: 'one:9092',
      clock: { ...systemClock, monotonic: () => now },
      report: (error) => reports.push(error),
    });
    report(refused());
    report(refused());
    report(new MultipleErrors('commit', [new ProtocolError('REBALANCE_IN_PROGRESS')]));
    expect(reports).toHaveLength(1);
    report(new NetworkError('Connection closed'));
    expect(reports).toHaveLength(2);
    now += 60_000;
    report(refused());
    expect(reports).toHaveLength(3);
    expect(reports[0]).toBeInstanceOf(BusUnavailableError);
  });
});
