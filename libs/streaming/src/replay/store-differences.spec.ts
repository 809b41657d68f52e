import { describe, expect, it } from 'vitest';
import { KeyValueStore } from '../stream/key-value-store.ts';
import { storeDifferenceLine, storeDifferences } from './store-differences.ts';

function storeOf(values: Record<string, number>): KeyValueStore<number> {
  const store = new KeyValueStore<number>({
    serialize: (value) => Buffer.from(String(value)),
    deserialize: (bytes) => Number(bytes.toString()),
  });
  for (const [key, value] of Object.entries(values)) store.set(key, value);
  return store;
}

describe('differences between two versions of a store', () => {
  it('1. none between equal stores, in whatever order their keys came', () => {
    expect(storeDifferences(storeOf({ a: 1, b: 2 }), storeOf({ b: 2, a: 1 }))).toEqual([]);
  });

  it('2. names every key that one lacks or that has another value', () => {
    const found = storeDifferences(storeOf({ a: 1, b: 2, d: 4 }), storeOf({ a: 1, b: 3, c: 9 }));
    expect(found.map(storeDifferenceLine)).toEqual([
      'b: 2 live, 3 rebuilt',
      'c: nothing live, 9 rebuilt',
      'd: 4 live, nothing rebuilt',
    ]);
  });
});
