import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceivedFacts, Tally } from './account.ts';
import type { CounterState } from './counter.ts';
import { LedgerInterval, ResumedInterval, type ClosedInterval, type OpenInterval } from './interval.ts';
import { OUTCOME, type OutcomeCode } from './outcomes.ts';
import { SLOT_MICROS } from './slot.ts';

interface Accounted {
  readonly facts: ReceivedFacts;
  readonly offset: number;
  readonly code: OutcomeCode;
  readonly rows: number;
  readonly refused: number;
}

const codes = [OUTCOME.WHOLE, OUTCOME.REJECTED, OUTCOME.DUPLICATE, OUTCOME.DEAD_LETTER, OUTCOME.MIXED] as const;
/** Records of a partition; `hole` is how many offsets before it hold none. */
const records = fc
  .array(
    fc.record({
      source: fc.constantFrom('a', 'b', 'c'),
      tenant: fc.constantFrom('acme', 'umbrella'),
      slot: fc.integer({ min: 0, max: 4 }),
      readings: fc.integer({ min: 0, max: 9 }),
      sequence: fc.option(fc.nat(30)),
      code: fc.constantFrom(...codes),
      rows: fc.nat(20),
      refused: fc.nat(9),
      hole: fc.constantFrom(0, 0, 0, 0, 2),
    }),
    { maxLength: 60 },
  )
  .map((all): Accounted[] => {
    let offset = 100;
    return all.map(({ source, tenant, slot, readings, sequence, code, rows, refused, hole }) => {
      offset += hole;
      const facts = { tenant, source, receivedAt: slot * SLOT_MICROS + 7, recordedAt: 8, readings, sequence };
      return { facts, offset: offset++, code, rows, refused };
    });
  });
/** What happens after each record. */
const happenings = fc.array(fc.constantFrom('nothing', 'close', 'restart', 'restart'), {
  minLength: 60,
  maxLength: 60,
});

const add = (interval: LedgerInterval, { facts, offset, code, rows, refused }: Accounted): void =>
  interval.add(facts, offset, code, rows, refused);

/** Accounts for records as a task does: what is kept goes through JSON, and a restart has only that and the log. */
function account(log: readonly Accounted[], events: readonly string[]): ClosedInterval[] {
  const counters = new Map<string, CounterState>();
  const counterOf = (tenant: string, source: string) => counters.get(`${tenant}/${source}`);
  const closed: ClosedInterval[] = [];
  let interval = new LedgerInterval(100, counterOf);
  const close = (): void => {
    const done = interval.close();
    closed.push(done);
    for (const { tenant, source, counter } of done.accounts) {
      if (counter !== undefined) counters.set(`${tenant}/${source}`, counter);
    }
    interval = new LedgerInterval(interval.next, counterOf);
  };
  for (const [index, record] of log.entries()) {
    add(interval, record);
    if (events[index] === 'close') close();
    if (events[index] === 'restart') {
      const open = JSON.parse(JSON.stringify(interval.open)) as OpenInterval;
      const resumed = new ResumedInterval(open, counterOf);
      for (const old of log.slice(0, index + 1)) resumed.add(() => old.facts, old.offset);
      interval = resumed.interval;
    }
  }
  close();
  return closed;
}

type Sums = Record<string, Omit<Tally, 'slot' | 'lastOffset'>>;

function sumsOf(closed: readonly ClosedInterval[]): Sums {
  const sums: Sums = {};
  for (const { tenant, source, tallies } of closed.flatMap(({ accounts }) => accounts)) {
    for (const { slot, lastOffset: _, ...counts } of tallies) {
      const sum = (sums[`${tenant}/${source}/${slot}`] ??= Object.fromEntries(
        Object.keys(counts).map((name) => [name, 0]),
      ) as unknown as Sums[string]);
      for (const name of Object.keys(counts) as (keyof typeof counts)[]) sum[name] += counts[name];
    }
  }
  return sums;
}

describe('the intervals of a partition', () => {
  it('1. have the same sums however they are cut and however often the process restarts', () => {
    fc.assert(
      fc.property(records, happenings, (log, events) => {
        const once = account(log, []);
        const many = account(log, events);
        expect(sumsOf(many)).toEqual(sumsOf(once));
        expect(many.reduce((sum, { absent }) => sum + absent, 0)).toBe(once[0]?.absent);
      }),
    );
  });

  it('2. follow one another without a gap or an overlap', () => {
    fc.assert(
      fc.property(records, happenings, (log, events) => {
        let next = 100;
        for (const { from, through } of account(log, events)) {
          expect(from).toBe(next);
          next = through + 1;
        }
        expect(next).toBe((log.at(-1)?.offset ?? 99) + 1);
      }),
    );
  });

  it('3. end with the same state of every counter', () => {
    const last = (closed: readonly ClosedInterval[]) => {
      const counters = new Map<string, CounterState>();
      for (const { tenant, source, counter } of closed.flatMap(({ accounts }) => accounts)) {
        if (counter !== undefined) counters.set(`${tenant}/${source}`, counter);
      }
      return new Map([...counters].sort());
    };
    fc.assert(
      fc.property(records, happenings, (log, events) => {
        expect(last(account(log, events))).toEqual(last(account(log, [])));
      }),
    );
  });

  it('4. count each message under what became of it', () => {
    const facts = { tenant: 'acme', source: 'a', receivedAt: 5, recordedAt: 6, readings: 8, sequence: null };
    const interval = new LedgerInterval(0, () => undefined);
    const become: [OutcomeCode, number, number][] = [
      [OUTCOME.WHOLE, 0, 0],
      [OUTCOME.REJECTED, 0, 0],
      [OUTCOME.DUPLICATE, 0, 0],
      [OUTCOME.DEAD_LETTER, 0, 0],
      [OUTCOME.MIXED, 12, 2],
      [OUTCOME.MIXED, 16, 0],
    ];
    for (const [offset, [code, rows, refused]] of become.entries()) interval.add(facts, offset, code, rows, refused);
    expect(interval.close().accounts[0]?.tallies).toEqual([
      {
        ...{ slot: 0, messages: 6, readings: 48, rows: 8 + 12 + 16, rejections: 2, refusedReadings: 8 + 2 },
        ...{ duplicates: 1, deadLetters: 1, lastOffset: 5 },
      },
    ]);
  });

  it('5. are due some time after their first record, or when keeping their outcomes costs too much', () => {
    const facts = { tenant: 'acme', source: 'a', receivedAt: 5, recordedAt: 6, readings: 8, sequence: null };
    const interval = new LedgerInterval(0, () => undefined);
    expect(interval.isDue(1e9, 10)).toBe(false);
    interval.add(facts, 0, OUTCOME.WHOLE, 0, 0);
    expect(interval.isDue(1_000, 10)).toBe(false);
    expect([interval.isDue(1_009, 10), interval.isDue(1_010, 10)]).toEqual([false, true]);
    for (let i = 1; i < 10_000; i += 1) interval.add(facts, i, OUTCOME.WHOLE, 0, 0);
    expect(interval.open.outcomes).toEqual([[10_000, OUTCOME.WHOLE, 0, 0]]);
    for (let i = 0; i < 2_001; i += 1) interval.add(facts, interval.next, OUTCOME.MIXED, i, 0);
    expect(interval.isDue(1_001, 10)).toBe(true);
    expect(() => interval.add(facts, 3, OUTCOME.WHOLE, 0, 0)).toThrow('offset 3 is accounted for');
  });
});
