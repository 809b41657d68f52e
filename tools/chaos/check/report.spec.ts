import { describe, expect, it } from 'vitest';
import { failuresOf, tableOf, type ChaosReport } from './report.ts';

const EXACT: ChaosReport = {
  ...{ seed: 1, acknowledged: 100, stored: 100, lost: 0, doubled: 0, reordered: 0, skipped: [] },
  ...{ alarmsExpected: 3, alarmsRaised: 3, alarmsDistinct: 3, deadLettersExpected: 2, deadLettersStored: 2 },
  deliveryLedger: { enriched: 100, stored: 100, missing: 0 },
  ...{ batchesSentAgain: 9, faults: [{ name: 'kill-broker', at: 4.2, recoveredAfterSeconds: 11.5 }] },
};

describe('the report', () => {
  it('1. has nothing to complain about when all is exact and every fault was recovered from', () => {
    expect(failuresOf(EXACT)).toEqual([]);
  });

  it.each<[string, Partial<ChaosReport>]>([
    ['a reading lost', { lost: 1 }],
    ['a reading doubled', { doubled: 1 }],
    ['a message out of order', { reordered: 1 }],
    ['a row too few', { stored: 99 }],
    ['an alarm missing', { alarmsRaised: 2, alarmsDistinct: 2 }],
    ['an alarm raised twice in place of another', { alarmsDistinct: 2 }],
    ['a dead letter missing', { deadLettersStored: 1 }],
    ['nothing acknowledged at all', { acknowledged: 0, stored: 0 }],
    ['a ledger that knows of fewer rows', { deliveryLedger: { enriched: 99, stored: 99, missing: 0 } }],
    ['a ledger that does not find a row', { deliveryLedger: { enriched: 100, stored: 99, missing: 0 } }],
    ['a ledger that misses something', { deliveryLedger: { enriched: 100, stored: 100, missing: 1 } }],
    ['a fault recovered from too late', { faults: [{ name: 'x', at: 1, recoveredAfterSeconds: 30.1 }] }],
    ['a fault never recovered from', { faults: [{ name: 'x', at: 1, recoveredAfterSeconds: null }] }],
  ])('2. complains about %s', (_what, change) => {
    expect(failuresOf({ ...EXACT, ...change })).toHaveLength(1);
  });

  it('3. shows its seed, every fault and every count', () => {
    const table = tableOf(EXACT);
    for (const text of ['seed 1', 'kill-broker', '11.5', 'lost', 'alarms raised']) expect(table).toContain(text);
  });
});
