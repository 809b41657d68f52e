import { describe, expect, it } from 'vitest';
import { planOf, type Plannable, type Step } from './plan.ts';

const FAULTS: readonly Plannable[] = [
  { name: 'kill-broker', takes: ['broker'], seconds: [1, 5] },
  { name: 'stop-broker', takes: ['broker'], seconds: [5, 15] },
  { name: 'kill-reporting', takes: ['reporting'], seconds: [0, 0] },
  { name: 'poison', takes: [], seconds: [0, 0] },
];

function stepsOf(seed: number, count: number): Step[] {
  return planOf(seed, FAULTS).take(count).toArray();
}

const faultsOf = (steps: readonly Step[]): Step['faults'][number][] => steps.flatMap(({ faults }) => faults);

describe('the plan of faults', () => {
  it('1. is the same for the same seed, and another one for another', () => {
    expect(stepsOf(7, 50)).toEqual(stepsOf(7, 50));
    expect(stepsOf(7, 50)).not.toEqual(stepsOf(8, 50));
  });

  it('2. is a longer one’s beginning when it is shorter', () => {
    expect(stepsOf(7, 50).slice(0, 20)).toEqual(stepsOf(7, 20));
  });

  it('3. plays every fault once before it plays one again', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const round = faultsOf(stepsOf(seed, FAULTS.length)).slice(0, FAULTS.length);
      expect(round.map(({ name }) => name).toSorted()).toEqual(FAULTS.map(({ name }) => name).toSorted());
    }
  });

  it('4. lets two faults overlap at times, but never two that take the same thing', () => {
    const steps = stepsOf(1, 200);
    const pairs = steps.filter(({ faults }) => faults.length === 2);
    expect(pairs.length).toBeGreaterThan(10);
    for (const { faults } of pairs) {
      const takes = faults.flatMap(({ name }) => FAULTS.find((one) => one.name === name)?.takes ?? []);
      expect(new Set(takes).size).toBe(takes.length);
    }
  });

  it('5. keeps within the bounds of each fault', () => {
    for (const { name, pick, seconds } of faultsOf(stepsOf(3, 200))) {
      const [low = 0, high = 0] = FAULTS.find((one) => one.name === name)?.seconds ?? [];
      expect(seconds).toBeGreaterThanOrEqual(low);
      expect(seconds).toBeLessThanOrEqual(high);
      expect(pick).toBeGreaterThanOrEqual(0);
      expect(pick).toBeLessThan(1);
    }
  });
});
