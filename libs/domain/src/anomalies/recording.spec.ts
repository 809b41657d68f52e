import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { OneSeries } from './one-series.fixture.ts';

const FILE = '../../../../deploy/sample-plant/recordings/nab/ambient_temperature_system_failure.csv.gz';
/** The anomaly windows of the Numenta Anomaly Benchmark for this recording; the second is a failure of the cooling. */
const WINDOWS = [
  ['2013-12-15 07:00:00', '2013-12-30 09:00:00'],
  ['2014-03-29 15:00:00', '2014-04-20 22:00:00'],
] as const;

/** Hourly temperatures of an office for ten months, degrees Fahrenheit. */
function recording(): { stamp: string; value: number }[] {
  const text = gunzipSync(readFileSync(new URL(FILE, import.meta.url))).toString();
  const rows = text.trim().split('\n').slice(1);
  return rows.map((row) => {
    const [stamp = '', value = ''] = row.split(',');
    return { stamp, value: Number(value) };
  });
}

it('finds what went wrong in a real recording, with little noise', () => {
  const series = new OneSeries();
  const opened: string[] = [];
  for (const { stamp, value } of recording()) {
    const occurredAt = Date.parse(`${stamp.replace(' ', 'T')}Z`) * 1_000;
    const reading = { value, quality: 'GOOD' as const, occurredAt, receivedAt: occurredAt };
    if (series.event(reading)?.type === 'AnomalyOpened') opened.push(stamp);
  }
  for (const [first, last] of WINDOWS) expect(opened.some((stamp) => stamp >= first && stamp <= last)).toBe(true);
  expect(opened.length).toBeLessThanOrEqual(4);
});
