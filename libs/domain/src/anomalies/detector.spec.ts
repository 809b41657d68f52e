import { describe, expect, it } from 'vitest';
import { OneSeries } from './one-series.fixture.ts';
import { recordedRange } from './range-record.ts';
import { machine, noise, reading, signal, START } from './signals.fixture.ts';
import type { SeriesReading } from './watch.ts';

/** Scores of all readings, and which aspect spoke at each. */
function scores(readings: readonly SeriesReading[]) {
  const series = new OneSeries();
  return readings.map((one) => series.observe(one));
}
const DAY = 1_440;
const strange = (verdicts: ReturnType<typeof scores>) =>
  verdicts.flatMap(({ strange: how }, index) => (how ? [{ index, aspect: how.aspect }] : []));

describe('the detector', () => {
  it('1. scores 0 inside the range seen so far', () => {
    const verdicts = scores(machine(2_000, () => 0)).slice(1_000);
    expect(verdicts.filter(({ score }) => score === 0).length).toBeGreaterThan(950);
  });

  it('2. sees a change of pace where every value has been seen before', () => {
    const wave = (index: number) => 10 * Math.sin((index / 200) * 2 * Math.PI);
    const fast = (index: number) => 10 * Math.sin((index / 20) * 2 * Math.PI);
    const found = strange(scores(signal(2_200, (index) => (index < 2_000 ? wave(index) : fast(index)))));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.index).toBeGreaterThanOrEqual(2_000);
    expect(found[0]?.aspect).not.toBe('value');
  });

  it('3. sees a signal that stays away at its usual hour', () => {
    const unrest = noise(3);
    const working = (index: number) => (index % DAY > 480 && index % DAY < 1_020 ? 40 : 5);
    const holiday = 6;
    const values = signal(8 * DAY, (index) => (Math.floor(index / DAY) === holiday ? 5 : working(index)) + unrest());
    const found = strange(scores(values)).filter(({ index }) => index >= 4 * DAY);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ index, aspect }) => Math.floor(index / DAY) === holiday && aspect === 'habit')).toBe(true);
  });

  it('4. does not look ahead: the score of a reading is the same whatever follows', () => {
    const whole = scores(machine(1_200, (index) => (index > 900 ? index / 50 : 0)));
    const cut = scores(machine(1_000, (index) => (index > 900 ? index / 50 : 0)));
    expect(cut.map(({ score }) => score)).toEqual(whole.slice(0, 1_000).map(({ score }) => score));
  });

  it('5. does not depend on scale, sign or origin', () => {
    const spike = machine(700, (index) => (index === 600 ? 6 : 0));
    const twin = spike.map((one) => ({ ...one, value: -256 * (one.value as number) }));
    const [a, b] = [scores(spike), scores(twin)];
    for (const [index, verdict] of a.entries()) expect(b[index]?.score).toBeCloseTo(verdict.score, 6);
  });

  it('6. forgets an extreme that nothing renews for years', () => {
    const spike = machine(600, (index) => (index === 300 ? 50 : 0));
    const series = new OneSeries();
    for (const one of spike) series.observe(one);
    const highest = () => recordedRange(series.memory, 0).high;
    const highNow = highest();
    for (let day = 1; day <= 3 * 365; day++)
      series.observe(reading(0, 60, { occurredAt: START + day * 86_400_000_000 }));
    expect(highest()).toBeLessThan(highNow - 40);
  });

  it('7. is not upset by the rounding of a constant', () => {
    const rounding = noise(5);
    const verdicts = scores(signal(5 * DAY, () => 20.1 * (1 + 1e-7 * rounding())));
    expect(strange(verdicts)).toEqual([]);
  });
});
