import { beforeEach, describe, expect, it } from 'vitest';
import { SavedBehind } from './saved-behind.ts';

const value = new Uint8Array([1]);
interface Item {
  readonly key: string;
  isWaiting: boolean;
}
const [a, b, c] = ['a', 'b', 'c'].map((key) => ({ key, isWaiting: false })) as [Item, Item, Item];
beforeEach(() => [a, b, c].forEach((item) => (item.isWaiting = false)));

/** The keys that are written, and the store that a restart makes of them. */
function take(behind: SavedBehind<Item>, size = 1): { keys: string[]; restored: SavedBehind<Item> } {
  const changes = behind.takeChanges(size, ({ key }) => [{ key, value }]);
  const restored = new SavedBehind<Item>();
  const beginning = changes.find(({ key }) => key === SavedBehind.KEY);
  if (beginning?.value) restored.restore(Buffer.concat([Buffer.from('..'), beginning.value]).subarray(2));
  return { keys: changes.map(({ key }) => key), restored };
}

describe('what is saved behind', () => {
  it('1. is saved when it is 2,000 records behind, the longest waiting first', () => {
    const behind = new SavedBehind<Item>();
    for (let offset = 0; offset < 10; offset++) behind.note(a, offset);
    expect(take(behind)).toMatchObject({ keys: ['beginning'], restored: { readAgainFrom: 0 } });
    behind.note(b, 10);
    for (let offset = 11; offset < 1_900; offset++) behind.note(a, offset);
    expect(take(behind).keys).toEqual([]);
    behind.note(c, 2_000);
    expect(take(behind)).toMatchObject({ keys: ['a', 'beginning'], restored: { readAgainFrom: 10 } });
    behind.note(a, 2_010);
    expect(take(behind)).toMatchObject({ keys: ['b', 'beginning'], restored: { readAgainFrom: 2_000 } });
    expect(take(behind).keys).toEqual([]);
  });

  it('2. may be further behind in a large store', () => {
    const behind = new SavedBehind<Item>();
    behind.note(a, 0);
    behind.note(b, 11_999);
    expect(take(behind, 1_000).keys).toEqual(['beginning']);
    behind.note(b, 12_000);
    expect(take(behind, 1_000).keys).toEqual(['a', 'beginning']);
  });

  it('3. is saved at the second call at the latest when little comes, and all at once before the end', () => {
    const behind = new SavedBehind<Item>();
    behind.note(a, 0);
    behind.saveWaiting();
    expect(take(behind).keys).toEqual(['beginning']);
    behind.note(b, 1);
    behind.saveWaiting();
    expect(take(behind).keys).toEqual(['a', 'beginning']);
    behind.saveWaiting();
    expect(take(behind).keys).toEqual(['b', 'beginning']);
    behind.saveWaiting();
    expect(take(behind).keys).toEqual([]);
    behind.note(a, 2);
    behind.saveAll();
    expect(take(behind)).toMatchObject({ keys: ['a', 'beginning'], restored: { readAgainFrom: 3 } });
  });

  it('4. moves its beginning on when input comes that changes nothing', () => {
    const behind = new SavedBehind<Item>();
    behind.note(a, 0);
    behind.saveAll();
    expect(take(behind).keys).toEqual(['a', 'beginning']);
    behind.reached(900);
    expect(take(behind).keys).toEqual([]);
    behind.reached(1_500);
    expect(take(behind)).toMatchObject({ keys: ['beginning'], restored: { readAgainFrom: 1_501 } });
  });

  it('5. says nothing of a store that nothing came to', () => {
    const behind = new SavedBehind<Item>();
    behind.saveAll();
    expect(take(behind).keys).toEqual([]);
    expect(behind.readAgainFrom).toBeUndefined();
  });
});
