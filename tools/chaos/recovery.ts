import { setTimeout as delay } from 'node:timers/promises';
import { SERVICE_NAMES } from '@millrace/local-stack';
import { expectedAlarms } from './check/expected-alarms.ts';
import { newestNumbers, storedAlarms } from './check/stored.ts';
import type { Plant } from './plant.ts';

/** Longer is not waited: the run goes on to its count. */
const PATIENCE_MS = 180_000;
const POLL_MS = 200;
const TELL_MS = 5_000;
const PROBE_TIMEOUT_MS = 2_000;

/**
 * Waits, without lifting a hand, until everything works again: every service is ready, the cluster is whole, everything
 * acknowledged before is stored and has raised its alarms, and every device gets new readings through to ClickHouse.
 * @returns seconds it took, or undefined and why when patience ended
 */
export async function untilRecovered(
  plant: Plant,
): Promise<{ readonly seconds?: number; readonly waitingFor: string }> {
  const began = performance.now();
  const before = new Map(plant.ledger.counts);
  let told = began;
  for (;;) {
    const waitingFor = await missing(plant, before).catch((error: unknown) => String(error));
    const now = performance.now();
    if (waitingFor === undefined) return { seconds: Math.round((now - began) / 100) / 10, waitingFor: '' };
    plant.load.check();
    if (now - began > PATIENCE_MS) return { waitingFor };
    if (now - told > TELL_MS) {
      plant.tell(`  ${((now - began) / 1_000).toFixed(0)} s: waiting for ${waitingFor}`);
      told = now;
    }
    await delay(POLL_MS);
  }
}

/** What does not work yet; undefined when all does. */
async function missing(plant: Plant, before: ReadonlyMap<string, number>): Promise<string | undefined> {
  for (const name of SERVICE_NAMES) {
    const answer = await fetch(`${plant.product.services[name].url}/health/ready`, {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    }).catch(() => undefined);
    if (answer === undefined) return `${name}: no answer`;
    if (!answer.ok) return `${name}: ${(await answer.text()).slice(0, 300)}`;
  }
  const notWhole = await plant.cluster.missing();
  if (notWhole !== undefined) return notWhole;
  const { clickhouse } = plant.product.stack.addresses;
  const newest = await newestNumbers(clickhouse);
  const odd = plant.devices.odd;
  for (const [device, count] of before) {
    const number = newest.get(device) ?? -1;
    if (!odd.includes(device) && number < count) return `${device}: ${number} is stored, ${count} was acknowledged`;
  }
  const expected = expectedAlarms(before, odd);
  const { raised } = await storedAlarms(clickhouse);
  if (raised < expected) return `alarms: ${raised} of ${expected}`;
  return undefined;
}
