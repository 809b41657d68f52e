import { describe, expect, it } from 'vitest';
import { wrongWith } from './check.ts';
import { isHot, lastValueOf } from './load.ts';
import { machinesOf, people, type Person } from './people.ts';
import { streamsPlant } from './plant.ts';

const plant = streamsPlant([1, 3, 4]);
const all = people(60, 'sample', plant);
const at = (index: number): Person => all[index] as Person;
const about = { plant, tenant: 'sample', endedAt: 1_000 };

function heardBy(person: Person) {
  const mine = machinesOf(person, 'sample', plant.machines);
  const indexOf = (assetId: string): number => plant.machines.findIndex((machine) => machine.assetId === assetId);
  return {
    values: new Map(mine.map(({ assetId }) => [assetId, lastValueOf(indexOf(assetId))])),
    places: new Set(mine.map(({ path }) => path)),
    alarms: new Set(mine.map(({ assetId }) => assetId).filter((assetId) => isHot(indexOf(assetId)))),
    ...{ status: 200, lastHeardAt: 500 },
  };
}

describe('what somebody heard', () => {
  it('1. is right when it is exactly their scope', () => {
    for (const person of all.filter(({ scopes }) => scopes.length > 0)) {
      expect(wrongWith(person, heardBy(person), about)).toEqual([]);
    }
    expect(wrongWith(at(2), { ...heardBy(at(2)), status: 403 }, about)).toEqual([]);
  });

  it('2. is wrong when there is more, less or something else, or when it comes too late', () => {
    const whole = at(1);
    const foreign = { ...heardBy(at(0)), places: new Set(['works/south']) };
    expect(wrongWith(at(0), foreign, about)).toEqual(['person-0 heard of works/south']);
    const deaf = { ...heardBy(whole), values: new Map<string, number>() };
    expect(wrongWith(whole, deaf, about)).toHaveLength(plant.machines.length);
    expect(wrongWith(whole, { ...heardBy(whole), alarms: new Set<string>() }, about)).toHaveLength(2);
    expect(wrongWith(at(4), { ...heardBy(at(4)), lastHeardAt: 9_000 }, about)).toHaveLength(1);
    expect(wrongWith(at(2), heardBy(at(2)), about)).toHaveLength(1);
    expect(wrongWith(at(3), { ...heardBy(at(3)), places: new Set(['works/north/area-0']) }, about)).toHaveLength(1);
  });
});
