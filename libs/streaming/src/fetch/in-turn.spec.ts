import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inTurn } from './in-turn.ts';

it('1. each is first once in as many turns as there are', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), fc.nat(1_000), (partitions, turn) => {
      const turns = partitions.map((_, later) => inTurn(partitions, turn + later));
      expect(turns.map(([first]) => first).toSorted()).toEqual(partitions.toSorted());
      for (const one of turns) expect(one.toSorted()).toEqual(partitions.toSorted());
    }),
  );
});

it('2. of none there is none', () => {
  expect(inTurn([], 3)).toEqual([]);
});
