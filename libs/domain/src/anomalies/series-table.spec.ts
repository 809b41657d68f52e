import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnomalyEvent } from './anomaly.ts';
import { OneSeries } from './one-series.fixture.ts';
import { SeriesTable } from './series-table.ts';
import { defaultDetectorSettings as settings } from './settings.ts';
import { machine, reading } from './signals.fixture.ts';
import type { SeriesReading } from './watch.ts';

const watch = (table: SeriesTable, asset: string, metric: string, one: SeriesReading, id = 'anomaly') =>
  table.watch(table.asset(asset), metric, one, settings, () => id);
const keys = (table: SeriesTable) => table.takeChanges().map(({ key }) => key);

/** What the table would be after a restart. */
function restarted(table: SeriesTable, saved: Map<string, Uint8Array>): SeriesTable {
  for (const { key, value } of table.takeChanges()) saved.set(key, value.slice());
  const next = new SeriesTable();
  for (const [key, bytes] of saved) next.restore(key, bytes);
  return next;
}

describe('many series', () => {
  it('1. each behave as one alone, in whatever order metrics and assets come, restarted or not', () => {
    const spikes = (at: number) => machine(420, (index) => (index >= at && index < at + 3 ? 15 : 0), at);
    const series = Array.from({ length: 40 }, (_, index) => {
      return { asset: `acme/press-${index % 3}`, metric: `m/${index}`, readings: spikes(300 + 2 * index) };
    });
    const alone = series.map(({ readings }) => {
      const one = new OneSeries();
      return readings.flatMap((each) => one.event(each) ?? []);
    });
    expect(alone.every((events) => events.length > 0)).toBe(true);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(39), (restartEvery, shift) => {
        let table = new SeriesTable();
        const saved = new Map<string, Uint8Array>();
        const events: AnomalyEvent[][] = series.map(() => []);
        for (let at = 0; at < 420; at++) {
          for (let turn = 0; turn < series.length; turn++) {
            // Every seventh round comes in another order: a second device of the assets.
            const which = at % 7 === 0 ? (39 * turn + shift) % 40 : turn;
            const { asset, metric, readings } = series[which]!;
            const watched = watch(table, asset, metric, readings[at]!);
            if (typeof watched === 'object' && watched.event) events[which]!.push(watched.event);
          }
          if (at % restartEvery === 0) table = restarted(table, saved);
        }
        expect(table.size).toBe(40);
        expect(events).toEqual(alone);
      }),
      { numRuns: 6 },
    );
  });

  it('2. are told once each when they have changed, and not again', () => {
    const table = new SeriesTable();
    watch(table, 'acme/a', 'x', reading(0, 1));
    watch(table, 'acme/a', 'x', reading(1, 1));
    watch(table, 'acme/b', 'y/z', reading(0, 1));
    expect(keys(table)).toEqual(['acme/a/x', 'acme/b/y/z']);
    expect(keys(table)).toEqual([]);
    watch(table, 'acme/b', 'y/z', reading(0, 1, { occurredAt: 1 })); // late: teaches nothing
    watch(table, 'acme/b', 'y/z', reading(1, 1));
    expect(keys(table)).toEqual(['acme/b/y/z']);
  });

  it('3. take no memory for what is not a number', () => {
    const table = new SeriesTable();
    expect(watch(table, 'acme/a', 'program', reading(0, 'O1000'))).toBe('NOT_NUMERIC');
    expect(table.size).toBe(0);
  });

  it('4. are looked at by asset and metric, once they have had a reading', () => {
    const table = new SeriesTable();
    watch(table, 'acme/a', 'x', reading(0, 7));
    watch(table, 'acme/a', 'y', reading(0, 7, { quality: 'BAD' }));
    expect(table.look('acme/a', 'x', ({ mean64 }) => mean64)).toBe(7);
    for (const [asset, metric] of [
      ['acme/a', 'y'],
      ['acme/a', 'z'],
      ['acme/b', 'x'],
    ] as const)
      expect(table.look(asset, metric, () => 'seen')).toBeUndefined();
  });

  it('5. can be forgotten by an empty record of the changelog', () => {
    const table = new SeriesTable();
    watch(table, 'acme/a', 'x', reading(0, 7));
    table.restore('acme/a/x', null);
    expect(table.look('acme/a', 'x', () => 'seen')).toBeUndefined();
  });
});
