import { describe, expect, it } from 'vitest';
import { grantsOf, machinesOf, people } from './people.ts';
import { streamsPlant } from './plant.ts';

const plant = streamsPlant([2, 3, 4]);
const all = people(100, 'sample', plant);
const heardBy = (index: number): number => {
  const person = all[index];
  return person === undefined ? -1 : machinesOf(person, 'sample', plant.machines).length;
};

describe('the people of the proof', () => {
  it('1. hear of what lies in their scopes, and of nothing of another tenant', () => {
    expect(plant.machines).toHaveLength(24);
    expect([heardBy(0), heardBy(5), heardBy(6), heardBy(7)]).toEqual([4, 12, 8, 1]);
    expect([heardBy(1), heardBy(2), heardBy(3)]).toEqual([24, 0, 0]);
  });

  it('2. are granted each of their scopes, and some for a time', () => {
    const grants = grantsOf(all, '2026-12-01T00:00:00Z');
    expect(grants).toHaveLength(all.reduce((sum, { scopes }) => sum + scopes.length, 0));
    expect(grants.filter((grant) => 'until' in grant)).toHaveLength(3);
  });
});
