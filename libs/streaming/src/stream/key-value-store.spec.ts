import { describe, expect, it } from 'vitest';
import { jsonStore } from './key-value-store.ts';

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('a key-value store', () => {
  it('writes each key that was set or deleted once, as it is by then', () => {
    const store = jsonStore<number>('s').open();
    store.set('a', 1);
    store.set('a', 2);
    store.set('b', 3);
    store.delete('b');
    store.delete('never');
    expect(store.takeChanges()).toEqual([
      { key: 'a', value: bytes(2) },
      { key: 'b', value: null },
    ]);
    expect(store.takeChanges()).toEqual([]);
  });

  it('gives back what was restored, however it is asked for, and writes none of it', () => {
    const store = jsonStore<{ n: number }>('s').open();
    const answer = Buffer.concat([bytes({ n: 1 }), bytes({ n: 2 })]);
    const half = answer.length / 2;
    store.restore('a', answer.subarray(0, half));
    store.restore('b', answer.subarray(half));
    store.restore('c', bytes({ n: 3 }));
    store.restore('c', null);
    answer.fill(0);
    expect([store.size, store.saved('a')]).toEqual([2, bytes({ n: 1 })]);
    expect([...store.keys()]).toEqual(['a', 'b']);
    const value = store.get('b');
    expect(value).toEqual({ n: 2 });
    expect(store.get('b')).toBe(value);
    expect(store.takeChanges()).toEqual([]);
    store.set('b', { n: 5 });
    expect(store.takeChanges()).toEqual([{ key: 'b', value: bytes({ n: 5 }) }]);
    expect(store.get('c')).toBeUndefined();
  });
});
