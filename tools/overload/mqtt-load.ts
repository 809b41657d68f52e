import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';

export interface MqttLoadOptions {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly topic: string;
  readonly metric: string;
  readonly perSecond: number;
  readonly signal: AbortSignal;
}

const TICK_MS = 50;

/** Publishes numbered messages of QoS 1 until told to stop. @returns how many the broker acknowledged: all of them. */
export async function publishNumbered(options: MqttLoadOptions): Promise<number> {
  const { url, username, password, topic, metric, perSecond, signal } = options;
  const client = await mqtt.connectAsync(url, { username, password, protocolVersion: 5 });
  const began = performance.now();
  const sent: Promise<unknown>[] = [];
  while (!signal.aborted) {
    const due = ((performance.now() - began) / 1_000) * perSecond;
    while (sent.length < due) {
      const number = sent.length;
      const values = { [metric]: 1_000_000_000 + number };
      const body = JSON.stringify({ messageId: `m${number}`, occurredAt: Date.now(), values });
      sent.push(client.publishAsync(topic, body, { qos: 1 }));
    }
    await sleep(TICK_MS);
  }
  await Promise.all(sent);
  await client.endAsync();
  return sent.length;
}
