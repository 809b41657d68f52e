import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouse } from '@millrace/clickhouse';
import { waitFor } from '@millrace/testing';
import { numberOf } from '../clickhouse.ts';
import type { BenchTopics } from '../input/bench-topics.ts';
import { FlushLoad } from '../load/flush-load.ts';
import { Gate } from '../load/gate.ts';
import type { BenchContext } from '../stage.ts';
import { CpuShares } from './cpu-shares.ts';
import { describeLags, lags, largest } from './lags.ts';
import { PLANT, type BenchedProduct } from './product.ts';

const MESSAGES_A_FLUSH = 25;
const IN_FLIGHT = 16;
/** Device messages between the front door and the stage that is farthest behind; some seconds of work. */
const AHEAD = 100_000;
const [WARM_UP_S, MEASURED_S] = [60, 30];
/** The stages beside the one that writes are looked at less often: each look takes some of the machine. */
const LOOK_AT_LAGS_EVERY_MS = 2_000;

const storedReadings = (client: ClickHouse): Promise<number> => numberOf(client, 'SELECT count() FROM readings');

/**
 * Readings that become queryable a second while there is always more to send: flushes are let through as fast as the slowest stage gets
 * device messages done, never more than AHEAD before it, so that every lag is bounded. Afterwards everything is worked off, and
 * every acknowledged reading must have become a row.
 * @throws Error when a lag grew out of its bound or an acknowledged reading is missing
 */
export async function sustainedReadings(
  context: BenchContext,
  topics: BenchTopics,
  client: ClickHouse,
  product: BenchedProduct,
): Promise<number> {
  const gate = new Gate(AHEAD, MESSAGES_A_FLUSH, slowest(topics, client));
  const load = new FlushLoad({ url: product.telemetryUrl, token: product.deviceToken, run: 'sustained' });
  const loading = load.whilePermitted(IN_FLIGHT, gate.pass);
  // A load that fails is told at the end; it must not be an unhandled rejection until then.
  loading.catch(() => {});
  let rate: number;
  try {
    await delay(WARM_UP_S * 1_000);
    rate = await readingsPerSecond(context, topics, client);
  } finally {
    gate.close();
  }
  await loading;
  load.close();
  const acknowledged = load.acknowledged * MESSAGES_A_FLUSH * PLANT.metrics;
  await workedOff(topics);
  const stored = await storedReadings(client);
  if (stored < acknowledged) throw new Error(`${acknowledged} readings were acknowledged, ${stored} are stored`);
  context.tell(`  ${acknowledged} readings acknowledged, ${stored} stored`);
  return rate;
}

/** Device messages that the slowest stage is done with. */
function slowest(topics: BenchTopics, client: ClickHouse): () => Promise<number> {
  let [lag, looked] = [0, 0];
  return async () => {
    const stored = Math.floor((await storedReadings(client)) / PLANT.metrics);
    if (performance.now() - looked > LOOK_AT_LAGS_EVERY_MS) {
      const behind = await lags(topics);
      // What the writer waits for, enrichment and its own lag, is in `stored` already; the others follow the same topic as it does.
      const beside = Math.max(behind['anomaly-detection.telemetry'], behind['alerting.rules']);
      lag = Math.max(0, beside - behind['reporting.readings']);
      looked = performance.now();
    }
    return stored - lag;
  };
}

async function readingsPerSecond(context: BenchContext, topics: BenchTopics, client: ClickHouse): Promise<number> {
  const before = await lags(topics);
  const [count, start, shares] = [await storedReadings(client), performance.now(), new CpuShares()];
  await delay(MEASURED_S * 1_000);
  const readings = (await storedReadings(client)) - count;
  const rate = readings / ((performance.now() - start) / 1_000);
  context.tell(`  ${shares.describe(readings)}`);
  const after = await lags(topics);
  context.tell(`  ${Math.round(rate)} readings/s; behind at the start: ${describeLags(before)}`);
  context.tell(`  behind at the end: ${describeLags(after)}`);
  // What is let through in one look comes on top of the bound.
  if (largest(after) > 2 * AHEAD) throw new Error(`not sustained: behind by ${describeLags(after)}`);
  return rate;
}

/** Waits until every stage is at the end of its topic. The marker of a last transaction may stand behind the last record. */
async function workedOff(topics: BenchTopics): Promise<void> {
  const done = async (): Promise<boolean> => largest(await lags(topics)) <= 6;
  await waitFor(done, { timeoutMs: 180_000, intervalMs: 500, describe: 'every stage to be done' });
}
