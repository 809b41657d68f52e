import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chaos } from '../../tools/chaos/chaos.ts';

/** `npm run chaos -- --short`; the long runs and their reports are in docs/chaos.md. */
describe('faults under load, on three brokers', () => {
  it('lose nothing, double nothing, keep the order of every device, and raise every alarm once', async () => {
    const told: string[] = [];
    const options = { seed: 1, minutes: 3, only: undefined, short: true, readingsPerSecond: 1_500 };
    const { report, dir } = await chaos(options, (line) => told.push(line));
    const { acknowledged, alarmsExpected, deadLettersExpected } = report;
    expect(acknowledged).toBeGreaterThan(0);
    expect(alarmsExpected).toBeGreaterThan(0);
    expect(report, told.join('\n')).toMatchObject({
      ...{ stored: acknowledged, lost: 0, doubled: 0, reordered: 0 },
      ...{ alarmsRaised: alarmsExpected, alarmsDistinct: alarmsExpected, deadLettersStored: deadLettersExpected },
    });
    // How long it takes depends on the machine, and is judged by the long runs; that it recovers does not.
    for (const { name, recoveredAfterSeconds } of report.faults) expect(recoveredAfterSeconds, name).not.toBeNull();
    rmSync(dir, { recursive: true });
  }, 900_000);
});
