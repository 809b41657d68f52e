import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnomalyEvent } from './anomaly.ts';
import { OneSeries } from './one-series.fixture.ts';
import { defaultDetectorSettings as settings } from './settings.ts';
import { machine, MINUTE, reading, signal, START } from './signals.fixture.ts';
import type { SeriesReading } from './watch.ts';

function run(readings: readonly SeriesReading[], saveEvery = 0): { events: AnomalyEvent[]; series: OneSeries } {
  const events: AnomalyEvent[] = [];
  let series = new OneSeries();
  for (const [index, one] of readings.entries()) {
    const event = series.event(one, `anomaly-${index}`);
    if (event) events.push(event);
    if (saveEvery > 0 && index % saveEvery === 0) series = new OneSeries(series.save());
  }
  return { events, series };
}
const types = (events: readonly AnomalyEvent[]) => events.map((event) => event.type);
const count = (events: readonly AnomalyEvent[], type: AnomalyEvent['type']) =>
  events.filter((event) => event.type === type).length;

describe('the life of an anomaly', () => {
  it('1. says nothing during warm-up, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { maxLength: settings.warmUp }),
        (values) => {
          expect(run(signal(values.length, (index) => values[index] ?? 0)).events).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('2. says nothing about a steady machine', () => {
    expect(run(machine(5_000, () => 0)).events).toEqual([]);
  });

  it('3. opens at the first reading of a spike, and closes when it has been normal for a while', () => {
    const { events } = run(machine(700, (index) => (index >= 600 && index < 603 ? 15 : 0)));
    expect(types(events)).toEqual(['AnomalyOpened', 'AnomalyClosed']);
    const [opened, closed] = events;
    expect(opened).toMatchObject({
      data: { anomalyId: 'anomaly-600', occurredAt: START + 600 * MINUTE, aspect: 'value' },
    });
    if (opened?.type !== 'AnomalyOpened' || closed?.type !== 'AnomalyClosed') throw new Error('other events');
    expect(opened.data.score).toBeGreaterThanOrEqual(0.5);
    expect(opened.data.value).toBeGreaterThan(opened.data.upper);
    expect(opened.data.expected).toBeCloseTo(60, 0);
    expect(closed.data.anomalyId).toBe('anomaly-600');
    expect(closed.data.openedAt).toBe(START + 600 * MINUTE);
    expect(closed.data.readings).toBe(3 + settings.closeAfterReadings);
  });

  it('4. keeps a lasting level shift open, tells of it now and then, and learns it in the end', () => {
    const { events } = run(machine(6_000, (index) => (index >= 1_000 ? 20 : 0)));
    expect(types(events).slice(0, 2)).toEqual(['AnomalyOpened', 'AnomalyUpdated']);
    expect(count(events, 'AnomalyOpened')).toBe(1);
    expect(events.at(-1)?.type).toBe('AnomalyClosed');
    const lasted = (events.at(-1)?.data.occurredAt ?? 0) - START - 1_000 * MINUTE;
    expect(lasted / MINUTE).toBeGreaterThan(200);
    expect(lasted / MINUTE).toBeLessThan(3_000);
  });

  it('5. limits updates to new peaks, every so many readings, or so much time', () => {
    const { events } = run(machine(2_000, (index) => (index >= 1_000 ? 20 : 0)));
    const updates = events.filter((event) => event.type === 'AnomalyUpdated');
    for (const [index, update] of updates.slice(1).entries()) {
      const before = updates[index];
      if (!before) throw new Error('no update before');
      const isDue = update.data.occurredAt - before.data.occurredAt >= settings.updateEveryMicros;
      expect(isDue || update.data.peakScore > before.data.peakScore).toBe(true);
    }
  });

  it('6. closes by event time where readings are few', () => {
    const before = machine(600, (index) => (index === 599 ? 15 : 0));
    const after = reading(0, 60, { occurredAt: START + 600 * MINUTE + settings.closeAfterMicros });
    expect(types(run([...before, after]).events)).toEqual(['AnomalyOpened', 'AnomalyClosed']);
  });

  it.each([
    ['text', reading(600, 'on'), 'NOT_NUMERIC'],
    ['a boolean', reading(600, true), 'NOT_NUMERIC'],
    ['no value', reading(600, null), 'NOT_NUMERIC'],
    ['not a number', reading(600, Number.NaN), 'NOT_NUMERIC'],
    ['an impossible size', reading(600, 1e300), 'NOT_NUMERIC'],
    ['BAD quality', reading(600, 99, { quality: 'BAD' }), 'BAD_QUALITY'],
    ['an older time', reading(598, 99), 'LATE'],
  ])('7. %s neither alarms nor teaches', (_name, odd, why) => {
    const { series } = run(machine(600, () => 0));
    const before = series.save();
    expect(series.watch(odd)).toBe(why);
    expect(series.save()).toEqual(before);
  });

  it('7b. takes a reading of a clock that runs ahead at its receipt, so that the next right one is not late', () => {
    const { series } = run(machine(600, () => 0));
    const ahead = reading(0, 60, { occurredAt: START + 9_999 * MINUTE, receivedAt: START + 600 * MINUTE });
    series.watch(ahead);
    expect(series.memory.at).toBe(START + 600 * MINUTE);
    expect(series.watch(reading(601, 60))).toBeUndefined();
  });

  it('7c. does not take readings for late whose receipt is told by a clock that has been set back', () => {
    const { series } = run(machine(600, () => 0));
    const back = (minute: number) => ({ receivedAt: START + (minute - 200) * MINUTE });
    expect(series.watch(reading(601, 60, back(601)))).toBeUndefined();
    expect(series.watch(reading(602, 60, back(602)))).toBeUndefined();
    expect(series.watch(reading(598, 60, back(603)))).toBe('LATE');
    expect(series.watch(reading(604, 60))).toBeUndefined();
    expect(series.memory.at).toBe(START + 604 * MINUTE);
  });

  it('8. gives the same events wherever it is saved and restored', () => {
    const readings = machine(3_000, (index) => (index % 700 > 650 ? index / 50 : 0));
    const unbroken = run(readings);
    expect(unbroken.events.length).toBeGreaterThan(4);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 997 }), (saveEvery) => {
        const saved = run(readings, saveEvery);
        expect(saved.events).toEqual(unbroken.events);
        expect(saved.series.save()).toEqual(unbroken.series.save());
      }),
      { numRuns: 8 },
    );
  });

  it('9. opens and closes in turn, with scores in order, for any signal', () => {
    const levels = fc.array(
      fc.tuple(fc.double({ noNaN: true, min: -1e4, max: 1e4 }), fc.integer({ min: 1, max: 300 })),
      {
        minLength: 2,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(levels, (steps) => {
        const values = steps.flatMap(([level, length]) => Array.from({ length }, () => level));
        let open: string | undefined;
        for (const { type, data } of run(machine(values.length, (index) => values[index] ?? 0)).events) {
          if (type === 'AnomalyOpened') expect(open).toBeUndefined();
          else expect(data.anomalyId).toBe(open);
          open = type === 'AnomalyClosed' ? undefined : data.anomalyId;
          const score = type === 'AnomalyOpened' ? data.score : data.peakScore;
          expect(score).toBeGreaterThanOrEqual(settings.openScore);
          expect(score).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });
});
