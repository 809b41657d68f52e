import { describe, expect, it } from 'vitest';
import { OneSeries, type SavedSeries } from './one-series.fixture.ts';
import { SeriesStateError } from './serialization.ts';
import { machine } from './signals.fixture.ts';

const UUID = '0197b7a0-0000-5000-8000-000000000001';
/** Four days of a machine that ends in trouble: every field is in use. */
function troubled(): OneSeries {
  const series = new OneSeries();
  for (const one of machine(5_000, (index) => (index >= 4_990 ? 30 : 0))) series.watch(one, UUID);
  if (!series.open) throw new Error('no anomaly is open');
  return series;
}

describe('the saved state of a series', () => {
  it('1. comes back the same, with and without an open anomaly', () => {
    const series = troubled();
    const restored = new OneSeries(series.save());
    expect(restored.open).toEqual(series.open);
    expect(restored.save()).toEqual(series.save());
    series.open = undefined;
    const calm = new OneSeries(series.save());
    expect(calm.open).toBeUndefined();
    expect(calm.save()).toEqual(series.save());
  });

  it('2. is 408 bytes whatever has been seen, and 114 of an open anomaly', () => {
    const series = troubled();
    expect(series.memory.habit).not.toBeNaN();
    expect(series.save().state.length).toBe(408);
    expect(series.save().open?.length).toBe(114);
  });

  it('3. is read from a slice of a larger buffer, however it is aligned', () => {
    const { state, open } = troubled().save();
    const within = (bytes: Uint8Array): Uint8Array =>
      Buffer.concat([Buffer.from('before.'), bytes, Buffer.from('after')]).subarray(7, 7 + bytes.length);
    expect(new OneSeries({ state: within(state), open: within(open!) }).save()).toEqual({ state, open });
  });

  it('4. refuses another version, a cut and left-over bytes', () => {
    const { state, open } = troubled().save();
    const load = (changed: Partial<SavedSeries>) => () => new OneSeries({ state, open, ...changed });
    expect(load({ state: Buffer.concat([Buffer.from([2]), state.subarray(1)]) })).toThrow(SeriesStateError);
    expect(load({ state: state.subarray(0, 200) })).toThrow('cut short at 200 bytes');
    expect(load({ open: open!.subarray(0, 50) })).toThrow('cut short at 50 bytes');
    expect(load({ open: Buffer.concat([open!, Buffer.from([0])]) })).toThrow('left over');
  });
});
