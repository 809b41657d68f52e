import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '@millrace/local-stack';
import { waitFor } from '@millrace/testing';
import { HttpLoad, type Outcomes } from './http-load.ts';
import type { HttpSender } from './http-sender.ts';
import { publishNumbered } from './mqtt-load.ts';
import { METRIC, prepareOverloadPlant, type OverloadPlant, type PlantSize } from './plant.ts';
import { RssRecorder, type Sample } from './rss.ts';
import { slowKafka, type SlowPattern } from './slow-kafka.ts';
import { sendSparkplug } from './sparkplug-load.ts';
import { judge, StoredReadings, type Verdict } from './stored.ts';

export interface OverloadOptions extends PlantSize {
  /** How many times the measured capacity is offered. */
  readonly factor: number;
  readonly seconds: number;
  readonly capacitySeconds: number;
  readonly slow: SlowPattern;
  /** Memory that no service may exceed, bytes. */
  readonly boundBytes: number;
  readonly settleMs: number;
  tell(line: string): void;
}

export interface OverloadReport extends Verdict {
  /** HTTP messages a second that are acknowledged when connections send one request after the other. */
  readonly capacity: number;
  readonly offered: number;
  readonly factor: number;
  readonly seconds: number;
  readonly requests: Outcomes;
  /** Refusals that said when to come again. */
  readonly withRetryAfter: number;
  /** HTTP messages acknowledged, by credential. */
  readonly byCaller: Readonly<Record<string, number>>;
  readonly mqttAcknowledged: number;
  readonly sparkplug: { readonly sent: number; readonly stored: number; readonly doubled: number };
  /** Of what ingestion counted as not let in, by door and reason. */
  readonly refused: Readonly<Record<string, number>>;
  readonly boundBytes: number;
  readonly largestRss: Readonly<Record<string, number>>;
  readonly largestPending: number;
  readonly samples: readonly Sample[];
  /** Nothing acknowledged was lost or doubled, and no service exceeded the bound. */
  readonly kept: boolean;
}

const MQTT_PER_SECOND = 200;
const SPARKPLUG_PER_SECOND = 100;

/** Offers a product that is up a multiple of what it can take, and counts afterwards; see `main.ts`. */
export async function overload(product: Product, options: OverloadOptions): Promise<OverloadReport> {
  const { factor, seconds, tell } = options;
  const plant = await prepareOverloadPlant(product, options);
  await HttpLoad.capacity(plant.senders, 16, options.capacitySeconds / 4);
  const requests = await HttpLoad.capacity(plant.senders, 16, options.capacitySeconds);
  const messages = plant.messagesARequest;
  if (requests === 0) throw new Error('nothing is acknowledged, so there is no capacity to exceed');
  tell(
    `capacity: ${Math.round(requests * messages)} HTTP messages a second; offering ${factor} times that for ${seconds} s`,
  );

  const rss = new RssRecorder(product);
  const over = new AbortController();
  const load = new HttpLoad(plant.senders);
  const beside = Promise.all([
    slowKafka(product.stack, options.slow, over.signal),
    publishNumbered({
      ...plant.mqtt,
      topic: `millrace/${product.tenant}/telemetry/${plant.mqtt.device}`,
      metric: METRIC,
      perSecond: MQTT_PER_SECOND,
      signal: over.signal,
    }),
    sendSparkplug({ ...plant.sparkplug, metrics: [{ name: METRIC }] }, SPARKPLUG_PER_SECOND, over.signal),
    ...plant.huge.map((sender) => offerOnAndOn(sender, over.signal)),
  ] as const);
  try {
    await load.run(requests * factor, seconds);
  } finally {
    over.abort();
  }
  const [, mqttAcknowledged, sparkplugSent] = await beside;
  const all = [...plant.senders, ...plant.huge];
  await load.finish(all);
  tell('the load is over; waiting for everything acknowledged');

  const acknowledged = new Map(all.map((sender) => [sender.device, sender.acknowledged]));
  acknowledged.set(plant.mqtt.device, mqttAcknowledged);
  const { verdict, sparkplug } = await settled(product, plant, acknowledged, options);
  rss.stop();
  for (const sender of all) sender.close();
  const attempts = Object.values(load.outcomes).reduce((sum, count) => sum + count, 0);
  const largestRss = largest(rss.samples);
  return {
    ...verdict,
    capacity: Math.round(requests * messages),
    offered: Math.round((attempts * messages) / seconds),
    factor: Number((attempts / seconds / requests).toFixed(2)),
    seconds,
    requests: load.outcomes,
    withRetryAfter: all.reduce((sum, sender) => sum + sender.withRetryAfter, 0),
    byCaller: byCaller(plant, acknowledged),
    mqttAcknowledged,
    sparkplug: { sent: sparkplugSent, ...sparkplug },
    refused: await refusedBy(product.services.ingestion.url),
    boundBytes: options.boundBytes,
    largestRss,
    largestPending: Math.max(0, ...rss.samples.map(({ pendingBytes }) => pendingBytes)),
    samples: rss.samples,
    kept:
      verdict.acknowledged > 0 &&
      verdict.lost + verdict.doubled + sparkplug.doubled === 0 &&
      Math.max(...Object.values(largestRss)) <= options.boundBytes,
  };
}

/** A client that comes again a second after every answer. */
async function offerOnAndOn(sender: HttpSender, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sender.offer();
    await sleep(1_000);
  }
}

/** Waits until everything acknowledged is stored, or time is up; what has not come by then is lost. */
async function settled(
  product: Product,
  plant: OverloadPlant,
  acknowledged: ReadonlyMap<string, number>,
  { settleMs, tell }: OverloadOptions,
): Promise<{ verdict: Verdict; sparkplug: { stored: number; doubled: number } }> {
  const stored = new StoredReadings(product.stack.addresses.clickhouse, METRIC);
  const complete = async (): Promise<boolean> => {
    const { lost, acknowledged: all } = judge(acknowledged, await stored.all());
    if (lost > 0) tell(`${lost} of ${all} to come`);
    return lost === 0;
  };
  await waitFor(complete, { timeoutMs: settleMs, intervalMs: 3_000, describe: 'all that was acknowledged' }).catch(
    () => undefined,
  );
  const rows = await stored.all();
  await stored.close();
  const node = rows.find(({ device }) => device === plant.sparkplug.device);
  // A birth repeats the last value as an event of its own, so of a node the events are counted.
  const sparkplug = { stored: node?.distinct ?? 0, doubled: (node?.rows ?? 0) - (node?.events ?? 0) };
  return { verdict: judge(acknowledged, rows), sparkplug };
}

function byCaller({ callers }: OverloadPlant, acknowledged: ReadonlyMap<string, number>): Record<string, number> {
  const sum = (devices: readonly string[]): number =>
    devices.reduce((total, device) => total + (acknowledged.get(device) ?? 0), 0);
  return Object.fromEntries([...callers].map(([name, devices]) => [name, sum(devices)]));
}

function largest(samples: readonly Sample[]): Record<string, number> {
  const names = Object.keys(samples[0]?.rss ?? {}) as (keyof Sample['rss'])[];
  return Object.fromEntries(names.map((name) => [name, Math.max(...samples.map(({ rss }) => rss[name]))]));
}

async function refusedBy(url: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = text.matchAll(/^millrace_ingest_refused_total\{door="(\w+)",reason="(\w+)"\} (\d+)/gm);
  return Object.fromEntries([...found].map(([, door, reason, count]) => [`${door} ${reason}`, Number(count)]));
}
