import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchedPartition, RawMessage } from './fetch-response.ts';
import { offsetAfter } from './fetch-response.ts';
import { hideAborted } from './hide-aborted.ts';

interface Entry {
  readonly producer: number;
  readonly kind: 'data' | 'abort' | 'commit';
}

function message(offset: number, { producer, kind }: Entry): RawMessage {
  const control = kind !== 'data';
  return {
    ...{ offset: String(offset), timestamp: '0', headers: {}, value: control ? null : Buffer.from(`${offset}`) },
    key: control ? Buffer.from([0, 0, 0, kind === 'abort' ? 0 : 1]) : null,
    isControlRecord: control,
    batchContext: {
      producerId: String(producer),
      inTransaction: true,
      firstOffset: String(offset),
      lastOffsetDelta: 0,
    },
  };
}

/** What a broker answers to a fetch from `from`: the records, and the aborted transactions in the order of their ends. */
function fetchFrom(log: readonly Entry[], from: number): FetchedPartition {
  const begun = new Map<number, number>();
  const aborted: { producerId: string; firstOffset: string; end: number }[] = [];
  log.forEach(({ producer, kind }, offset) => {
    if (kind === 'data') begun.set(producer, begun.get(producer) ?? offset);
    const firstOffset = begun.get(producer);
    if (kind === 'abort' && firstOffset !== undefined) {
      aborted.push({ producerId: String(producer), firstOffset: String(firstOffset), end: offset });
    }
    if (kind !== 'data') begun.delete(producer);
  });
  return {
    ...{ partition: 0, highWatermark: String(log.length), lastStableOffset: String(log.length) },
    abortedTransactions: aborted.filter(({ end }) => end >= from),
    messages: log.map((entry, offset) => message(offset, entry)).slice(from),
  };
}

const visible = (data: FetchedPartition): string[] =>
  data.messages.filter(({ isControlRecord }) => !isControlRecord).map(({ offset }) => offset);

/** Every transaction of the log ends; a marker of a producer without a transaction is no part of a log. */
const logs = fc
  .array(
    fc.record({
      producer: fc.nat({ max: 3 }),
      kind: fc.constantFrom('data' as const, 'data' as const, 'abort' as const, 'commit' as const),
    }),
  )
  .map((entries) => {
    const open = new Set<number>();
    const log = entries.filter(({ producer, kind }) => {
      if (kind === 'data') open.add(producer);
      else if (!open.delete(producer)) return false;
      return true;
    });
    return [...log, ...[...open].map((producer): Entry => ({ producer, kind: 'abort' }))];
  });

function committed(log: readonly Entry[], from: number): string[] {
  return log.flatMap(({ producer, kind }, offset) => {
    if (kind !== 'data' || offset < from) return [];
    const end = log.slice(offset).find((one) => one.producer === producer && one.kind !== 'data');
    return end?.kind === 'commit' ? [String(offset)] : [];
  });
}

describe('hideAborted', () => {
  it('1. shows exactly the committed records, wherever the fetch begins', () => {
    fc.assert(
      fc.property(logs, fc.nat({ max: 20 }), (log, from) => {
        const data = fetchFrom(log, Math.min(from, log.length));
        hideAborted(data);
        expect(visible(data)).toEqual(committed(log, from));
      }),
    );
  });

  it('2. the case that kafkajs gets wrong: two aborted transactions, the one that began first ended last', () => {
    const log: Entry[] = [
      { producer: 1, kind: 'data' },
      { producer: 0, kind: 'data' },
      { producer: 0, kind: 'abort' },
      { producer: 1, kind: 'abort' },
    ];
    const data = fetchFrom(log, 0);
    expect(data.abortedTransactions.map(({ firstOffset }) => firstOffset)).toEqual(['1', '0']);
    hideAborted(data);
    expect(visible(data)).toEqual([]);
  });

  it('3. the offset after a response is that of its last batch, not of its last record', () => {
    const last = message(7, { producer: 0, kind: 'data' });
    const batch = { ...last, batchContext: { ...last.batchContext, firstOffset: '5', lastOffsetDelta: 9 } };
    expect(offsetAfter([batch])).toBe(15);
    expect(offsetAfter([])).toBeUndefined();
  });
});
