import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsOf, missingFrom, MOST_SOURCE_ALARMS, sequenceGap, worthAlarms, type SlotGap } from './gaps.ts';

const slotGap = (parts: Partial<SlotGap>): SlotGap => ({
  ...{ tenant: 'acme', source: 'press-7', hop: 'readings', slot: 176_722_560, expected: 8, missing: 1 },
  ...parts,
});

describe('gaps', () => {
  it('1. of one source and hop are one, and say how many, of what, whose and when', () => {
    const gaps = gapsOf([slotGap({}), slotGap({ slot: 176_722_562, missing: 2 }), slotGap({ hop: 'rejected' })]);
    expect(gaps.map(({ text }) => text)).toEqual([
      'readings: 3 of 16 readings that were enriched are not in the table readings: "press-7", received 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:30.000Z',
      'rejected: 1 of 8 rejections are not in the table rejected_readings: "press-7", received 2026-01-01T00:00:00.000Z to 2026-01-01T00:00:10.000Z',
    ]);
    const numbers = { tenant: 'acme', source: 'gw', missing: 4, since: 0, what: 'sequence' };
    expect(sequenceGap({ ...numbers, ranges: [[7, 9], [12, 12]] }).text).toBe(
      'sequence: 4 messages of "gw" never came: sequence 7 to 9, 12, missing since 1970-01-01T00:00:00.000Z',
    ); // prettier-ignore
  });

  it('2. of very many sources are one alarm a tenant and hop, and nothing of them is lost', () => {
    const some = fc.array(fc.record({ source: fc.nat(60).map(String), missing: fc.integer({ min: 1, max: 9 }) }));
    fc.assert(
      fc.property(some, (parts) => {
        const gaps = gapsOf(parts.map((part) => slotGap(part)));
        const alarms = worthAlarms(gaps);
        const sum = (of: readonly { missing: number }[]) => of.reduce((total, { missing }) => total + missing, 0);
        expect(sum(alarms)).toBe(sum(parts));
        expect(alarms.length).toBeLessThanOrEqual(MOST_SOURCE_ALARMS);
        const sources = new Set(parts.map(({ source }) => source)).size;
        expect(alarms.length).toBe(sources > MOST_SOURCE_ALARMS ? 1 : sources);
      }),
    );
  });

  it('3. of a gateway’s buffer count only below what came long enough ago', () => {
    expect(missingFrom([[1, 10]], [[13, 20]])).toEqual([]);
    expect(missingFrom([[1, 10], [13, 20]], [])).toEqual([[11, 12]]); // prettier-ignore
    expect(missingFrom([[1, 10], [13, 20]], [[11, 12]])).toEqual([]); // prettier-ignore
  });
});
