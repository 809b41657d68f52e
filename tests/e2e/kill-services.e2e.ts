import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killRounds } from '../../tools/proofs/kill-rounds.ts';
import { startTestPlant, type TestPlant } from './plant.ts';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startTestPlant();
});
afterAll(async () => {
  await plant.stop();
});

describe('kill -9 of every service in turn under load', () => {
  it('loses nothing, doubles nothing, and raises every alarm once (one round; npm run proof:kill does ten)', async () => {
    const report = await killRounds(plant.product, 1, () => undefined);
    expect(report).toMatchObject({
      lost: 0,
      doubled: 0,
      outOfOrder: 0,
      alarmsRaised: report.alarmsExpected,
      exact: true,
    });
    expect(plant.unexpected).toEqual([]);
  }, 480_000);
});
