import { EnrichedMessageReader, TelemetryEnriched } from '@millrace/contracts';
import { defaultDetectorSettings } from '@millrace/domain';
import type { InRecord, OutRecord } from '@millrace/streaming';
import { expect, it } from 'vitest';
import { codecs, enriched, inRecord, RecordingOutlet } from '../outlet.fixture.ts';
import { readAgain } from './read-again.ts';
import { SeriesStore } from './series-store.ts';
import { telemetryStep } from './telemetry-step.ts';

const settings = { ...defaultDetectorSettings, warmUp: 50, closeAfterReadings: 5 };
const parts = { codecs, settings, reader: new EnrichedMessageReader(codecs.idOf(TelemetryEnriched)) };
const values = Array.from({ length: 140 }, (_, at) => (at >= 100 && at < 103 ? 90 : 60 + (at % 5) / 5));
const UNREADABLE = 70;
const log: readonly InRecord[] = values.map((value, at) =>
  at === UNREADABLE
    ? inRecord(at, Buffer.from('no event'))
    : inRecord(at, codecs.encode(TelemetryEnriched, enriched(at, [value]))),
);

interface Told {
  readonly offset: number;
  readonly type: string;
  readonly value: unknown;
}

/** Shows a store the records `from` ≤ offset < `to`, as the service does live. */
function live(series: SeriesStore, from: number, to: number): Told[] {
  const outlet = new RecordingOutlet();
  const told: Told[] = [];
  for (const record of log.slice(from, to)) {
    if (record.offset === UNREADABLE) continue;
    const before = outlet.emitted.length;
    const target = { emit: (out: OutRecord) => outlet.emit(out), store: () => series as never };
    telemetryStep(parts, target, codecs.decode(record.value!)!, record);
    for (const { type, value } of outlet.events.slice(before)) {
      told.push({ type, offset: record.offset, value: { ...value, detectedAt: 0 } }); // when it was noticed is the clock's
    }
  }
  return told;
}

/** The store of a task that a process left behind at `position`, when it had saved everything at `savedAt` and nothing since. */
function restored(savedAt: number, position: number): { series: SeriesStore; readAgain: number } {
  const [before, series] = [new SeriesStore(), new SeriesStore()];
  const save = (): void =>
    before.takeChanges().forEach(({ key, value }) => series.restore(key, value && Buffer.from(value)));
  live(before, 0, savedAt);
  before.behind.saveAll();
  save();
  live(before, savedAt, position);
  save();
  const { records, apply } = readAgain(parts);
  const task = { topic: 'telemetry.enriched', partition: 3, position, store: () => series as never };
  const back = (records as (of: typeof task) => number)(task);
  apply(log.slice(position - back, position), task);
  return { series, readAgain: back };
}

it('brings what was saved earlier to the committed offset, and says nothing twice', () => {
  const whole = live(new SeriesStore(), 0, log.length);
  expect(whole.map(({ type, offset }) => [type, offset])).toEqual([
    ['AnomalyOpened', 100],
    ['AnomalyClosed', 107],
  ]);
  for (const [savedAt, position] of [
    [0, 60],
    [40, 80],
    [60, 60],
    [90, 101],
    [101, 102],
    [101, 110],
  ] as const) {
    const { series, readAgain: back } = restored(savedAt, position);
    expect(back).toBe(position - savedAt);
    expect(live(series, position, log.length)).toEqual(whole.filter(({ offset }) => offset >= position));
  }
});

it('reads nothing again when nothing was ever saved', () => {
  const task = { topic: 'telemetry.enriched', partition: 3, position: 1_000, store: () => new SeriesStore() as never };
  expect((readAgain(parts).records as (of: typeof task) => number)(task)).toBe(0);
});
