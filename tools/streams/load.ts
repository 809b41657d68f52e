import { setTimeout as delay } from 'node:timers/promises';
import { METRIC, type Machine } from './plant.ts';

export interface Load {
  readonly url: string;
  readonly deviceToken: string;
  readonly machines: readonly Machine[];
  readonly seconds: number;
}

/** Machines whose last value is beyond the limit of the rule. */
export const isHot = (index: number): boolean => index % 10 === 0;
export const LIMIT = 1_000_000;

/** The last value that a machine sends. */
export const lastValueOf = (index: number): number => (isHot(index) ? LIMIT + index + 1 : 10_000 + index);

/** A value of every machine once a second; the last ones are `lastValueOf`. */
export async function play({ url, deviceToken, machines, seconds }: Load): Promise<void> {
  for (let round = 1; round <= seconds; round += 1) {
    const began = performance.now();
    const occurredAt = new Date().toISOString();
    const messages = machines.map(({ deviceId }, index) => ({
      deviceId,
      readings: [{ metric: METRIC, value: round === seconds ? lastValueOf(index) : round, occurredAt }],
    }));
    const response = await fetch(`${url}/v1/telemetry`, {
      method: 'POST',
      headers: { authorization: `Bearer ${deviceToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(messages),
    });
    if (!response.ok) throw new Error(`POST /v1/telemetry answered ${response.status}: ${await response.text()}`);
    await delay(Math.max(0, 1_000 - (performance.now() - began)));
  }
}
