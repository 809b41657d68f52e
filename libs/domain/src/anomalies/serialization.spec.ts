import { describe, expect, it } from 'vitest';
import type { SeriesState } from './anomaly.ts';
import { deserializeSeries, serializeSeries, SeriesStateError } from './serialization.ts';
import { defaultDetectorSettings as settings } from './settings.ts';
import { machine } from './signals.fixture.ts';
import { watchSeries } from './watch.ts';

const UUID = '0197b7a0-0000-5000-8000-000000000001';
/** Four days of a machine that ends in trouble: every field is in use. */
function troubled(): SeriesState {
  let state: SeriesState | undefined;
  for (const one of machine(5_000, (index) => (index >= 4_990 ? 30 : 0))) {
    state = watchSeries(state, one, settings, () => UUID).state;
  }
  if (!state?.open) throw new Error('no anomaly is open');
  return state;
}

describe('the saved state of a series', () => {
  it('1. comes back the same, with and without an open anomaly', () => {
    const state = troubled();
    expect(deserializeSeries(serializeSeries(state))).toEqual(state);
    const calm = { ...state, open: undefined };
    expect(deserializeSeries(serializeSeries(calm))).toEqual(calm);
  });

  it('2. is at most 600 bytes, whatever has been seen', () => {
    const state = troubled();
    expect(state.model.summary.habit).toBeDefined();
    expect(serializeSeries(state).length).toBe(517);
    expect(serializeSeries({ ...state, open: undefined }).length).toBe(403);
  });

  it('3. is read from a slice of a larger buffer', () => {
    const bytes = serializeSeries(troubled());
    const inside = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]).subarray(6, 6 + bytes.length);
    expect(deserializeSeries(inside)).toEqual(troubled());
  });

  it('4. refuses another version, a cut and left-over bytes', () => {
    const bytes = serializeSeries(troubled());
    expect(() => deserializeSeries(Buffer.concat([Buffer.from([9]), bytes.subarray(1)]))).toThrow(SeriesStateError);
    expect(() => deserializeSeries(bytes.subarray(0, 200))).toThrow('cut short at 200 bytes');
    expect(() => deserializeSeries(Buffer.concat([bytes, Buffer.from([0])]))).toThrow('left over');
  });
});
