import { describe, expect, it } from 'vitest';
import { differencesOf } from './differences.ts';

const row = (surplus: number, parts: Record<string, unknown> = {}) => ({
  surplus,
  kafka_partition: 1,
  kafka_offset: 7,
  value: 20.5,
  unit: 'Cel',
  ...parts,
});
const IDENTITY = ['kafka_partition', 'kafka_offset'];

describe('differences between two versions of a table', () => {
  it('1. a row that both sides have, but not the same, is told by its columns', () => {
    expect(differencesOf([row(-1), row(1, { value: 99, unit: null })], IDENTITY)).toEqual([
      'kafka_partition 1, kafka_offset 7: value is 99 live, 20.5 rebuilt; unit is null live, "Cel" rebuilt',
    ]);
  });

  it('2. a row that one side lacks, or has more often', () => {
    expect(differencesOf([row(1), row(-2, { kafka_offset: 8 })], IDENTITY)).toEqual([
      'kafka_partition 1, kafka_offset 7: once only live',
      'kafka_partition 1, kafka_offset 8: 2 times only rebuilt',
    ]);
  });

  it('3. nothing to tell when nothing differs', () => {
    expect(differencesOf([], IDENTITY)).toEqual([]);
  });
});
