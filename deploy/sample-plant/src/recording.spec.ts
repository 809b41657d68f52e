import { describe, expect, it } from 'vitest';
import { SAMPLE_ASSETS } from './plant.ts';
import { numberAt, parseRecording, readRecording } from './recording.ts';

describe('recordings', () => {
  it('1. reads columns and rows of a CSV', () => {
    const recording = parseRecording('a,b\n1,2\r\n3,4\n');
    expect(recording.columns).toEqual(['a', 'b']);
    expect(recording.rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('2. names the line whose cells do not match the header', () => {
    expect(() => parseRecording('a,b\n1,2\n3\n')).toThrow('line 3 has 1 cells where the header names 2');
  });

  it('3. names the column that does not hold a number', () => {
    const recording = parseRecording('a,b\n1,x\n');
    expect(() => numberAt(recording, recording.rows[0]!, 'b')).toThrow('column b holds x');
    expect(() => numberAt(recording, recording.rows[0]!, 'c')).toThrow('column c holds undefined');
  });

  it('4. every signal of the sample plant is a number in every row of its recording', () => {
    const files: Record<string, string> = {
      'climate-gateway': 'nab/ambient_temperature_system_failure.csv.gz',
      'riverside/dcs/process': 'tep/fault_07.csv.gz',
    };
    for (const metric of SAMPLE_ASSETS.flatMap((asset) => asset.metrics)) {
      const recording = readRecording(files[metric.deviceId] ?? 'cmapss/train_FD001_units_1_to_3.csv.gz');
      for (const row of recording.rows) expect(Number.isFinite(numberAt(recording, row, metric.column))).toBe(true);
    }
  });
});
