import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnomalyEvent } from './anomaly.ts';
import { OneSeries } from './one-series.fixture.ts';
import { SeriesTable } from './series-table.ts';
import { defaultDetectorSettings as settings } from './settings.ts';
import { machine, reading } from './signals.fixture.ts';
import type { SeriesReading, Watched } from './watch.ts';

interface Input {
  readonly asset: string;
  readonly metric: string;
  readonly reading: SeriesReading;
}

/** Shows a table an input log from an offset on, a record a reading; what it says by offset. */
function show(table: SeriesTable, log: readonly Input[], from: number, to: number): Map<number, Watched> {
  const said = new Map<number, Watched>();
  for (let offset = from; offset < to; offset++) {
    const { asset: key, metric, reading: one } = log[offset]!;
    const asset = table.asset(key);
    if (offset < asset.savedTo) continue;
    said.set(
      offset,
      table.watch(asset, metric, one, settings, () => `anomaly-${offset}`),
    );
  }
  return said;
}

/** The newest saved parts of assets that were saved at different times. */
class Saved {
  readonly #parts = new Map<string, Uint8Array>();

  /** @returns the keys that were written */
  save(table: SeriesTable, asset: string, savedTo: number): string[] {
    const parts = table.save(table.asset(asset), savedTo);
    for (const { key, value } of parts) this.#parts.set(key, value);
    return parts.map(({ key }) => key);
  }

  /** The table at an offset: from what was saved, and from the input before that offset. */
  restored(log: readonly Input[], position: number): SeriesTable {
    const table = new SeriesTable();
    for (const [key, bytes] of this.#parts) table.restore(key, bytes);
    show(table, log, 0, position);
    return table;
  }
}

const eventOf = (watched: Watched): AnomalyEvent | undefined =>
  typeof watched === 'object' ? watched.event : undefined;
const input = (
  asset: string,
  metric: string,
  at: number,
  value: number | string,
  more?: Partial<SeriesReading>,
): Input => ({
  ...{ asset, metric, reading: reading(at, value, more) },
});

describe('many series', () => {
  it('1. each behave as one alone, in whatever order they come, however often the table is saved and restored', () => {
    const spikes = (at: number) => machine(420, (index) => (index >= at && index < at + 3 ? 15 : 0), at);
    const series = Array.from({ length: 40 }, (_, index) => {
      return { asset: `acme/press-${index % 3}`, metric: `m/${index}`, readings: spikes(300 + 2 * index) };
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 9_000 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(39),
        (crashEvery, commitEvery, shift) => {
          const log = Array.from({ length: 420 * 40 }, (_, offset) => {
            const [at, turn] = [Math.floor(offset / 40), offset % 40];
            // Every seventh round comes in another order: a second device of the assets.
            const { asset, metric, readings } = series[at % 7 === 0 ? (39 * turn + shift) % 40 : turn]!;
            return { asset, metric, reading: readings[at]! };
          });
          const [saved, said] = [new Saved(), new Map<number, Watched>()];
          let [table, position] = [new SeriesTable(), 0];
          for (let next = commitEvery; position < log.length; next = Math.min(log.length, next + commitEvery)) {
            for (const [offset, watched] of show(table, log, position, next)) said.set(offset, watched);
            saved.save(table, `acme/press-${next % 3}`, next);
            const crashes = Math.floor(next / crashEvery) > Math.floor(position / crashEvery);
            position = next;
            if (crashes) table = saved.restored(log, position);
          }
          expect(table.size).toBe(40);
          expect(said.size).toBe(log.length);
          const alone = new Map(series.map(({ metric }) => [metric, new OneSeries()]));
          let events = 0;
          log.forEach(({ metric, reading: one }, offset) => {
            const event = eventOf(alone.get(metric)!.watch(one, `anomaly-${offset}`));
            expect(eventOf(said.get(offset))).toEqual(event);
            if (event) events += 1;
          });
          expect(events).toBeGreaterThanOrEqual(80);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('2. of an asset with more metrics than fit into a record are saved in several', () => {
    const [table, saved] = [new SeriesTable(), new Saved()];
    const log = Array.from({ length: 2_400 }, (_, at) => input('acme/a', `metric-${at % 1_200}`, at, at));
    show(table, log, 0, 2_300);
    expect(saved.save(table, 'acme/a', 2_300)).toEqual(['0/acme/a', '1/acme/a', '2/acme/a']);
    const again = saved.restored(log, 2_300);
    expect(again.size).toBe(1_200);
    const means = (one: SeriesTable) =>
      Array.from({ length: 1_200 }, (_, metric) => one.look('acme/a', `metric-${metric}`, ({ mean64 }) => mean64));
    expect(means(again)).toEqual(means(table));
  });

  it('3. take no memory for what is not a number', () => {
    const table = new SeriesTable();
    expect([...show(table, [input('acme/a', 'program', 0, 'O1000')], 0, 1).values()]).toEqual(['NOT_NUMERIC']);
    expect(table.size).toBe(0);
  });

  it('4. are looked at by asset and metric, once they have had a reading', () => {
    const table = new SeriesTable();
    show(table, [input('acme/a', 'x', 0, 7), input('acme/a', 'y', 0, 7, { quality: 'BAD' })], 0, 2);
    expect(table.look('acme/a', 'x', ({ mean64 }) => mean64)).toBe(7);
    for (const [asset, metric] of [
      ['acme/a', 'y'],
      ['acme/a', 'z'],
      ['acme/b', 'x'],
    ] as const)
      expect(table.look(asset, metric, () => 'seen')).toBeUndefined();
  });

  it('5. can be forgotten', () => {
    const table = new SeriesTable();
    show(table, [input('acme/a', 'x', 0, 7)], 0, 1);
    table.restore('0/acme/a', null);
    expect(table.look('acme/a', 'x', () => 'seen')).toBeUndefined();
  });

  it('6. refuse what an earlier layout saved', () => {
    expect(() => new SeriesTable().restore('acme/a/x', new Uint8Array(408).fill(2, 0, 1))).toThrow('version 2');
  });
});
