import { setTimeout as delay } from 'node:timers/promises';
import mqtt from 'mqtt';
import type { IngestionProcess } from './ingestion-process.ts';

const READINGS = 8;
const metrics = Array.from({ length: READINGS }, (_, index) => `spindle/channel-${index}`);

function message(number: number): object {
  const occurredAt = Date.now();
  const readings = metrics.map((metric, index) => ({ metric, value: 20 + Math.sin(number + index), occurredAt }));
  return { deviceId: `device-${number % 500}`, sequence: number, readings };
}

/** Sends `requests` of `perRequest` device messages with 8 readings each over HTTP, `atOnce` in flight; gives the readings sent. */
export async function sendHttp(
  service: IngestionProcess,
  token: string,
  load: { requests: number; perRequest: number; atOnce: number },
): Promise<number> {
  let next = 0;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const worker = async (): Promise<void> => {
    while (next < load.requests) {
      const first = next++ * load.perRequest;
      const body = JSON.stringify(Array.from({ length: load.perRequest }, (_, index) => message(first + index)));
      const answer = await fetch(`${service.url}/v1/telemetry`, { method: 'POST', headers, body });
      if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: load.atOnce }, worker));
  return load.requests * load.perRequest * READINGS;
}

/** Publishes `messages` with 8 readings each at QoS 1 and waits until all are stored; gives the readings sent. */
export async function sendMqtt(
  service: IngestionProcess,
  broker: { url: string; user: string; password: string },
  messages: number,
): Promise<number> {
  const before = await service.accepted('MQTT');
  const client = await mqtt.connectAsync(broker.url, { username: broker.user, password: broker.password });
  for (let number = 0; number < messages; number += 500) {
    const batch = Array.from({ length: Math.min(500, messages - number) }, (_, index) => number + index);
    await Promise.all(
      batch.map((n) =>
        client.publishAsync(`millrace/bench/telemetry/device-${n % 500}`, JSON.stringify(message(n)), { qos: 1 }),
      ),
    );
  }
  await client.endAsync();
  while ((await service.accepted('MQTT')) - before < messages * READINGS) await delay(100);
  return messages * READINGS;
}
