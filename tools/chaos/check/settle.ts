import { topic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { METRICS } from '../load/load-plant.ts';
import type { Plant } from '../plant.ts';
import { expectedAlarms } from './expected-alarms.ts';
import type { ChaosReport } from './report.ts';
import {
  ledgerSums,
  rolledUp,
  storedAlarms,
  storedDeadLetters,
  storedOutOfOrder,
  storedSeries,
  type LedgerSums,
  type StoredAlarms,
  type StoredSeries,
} from './stored.ts';
import { topicSequences } from './topic-sequences.ts';

const SETTLE_MS = 180_000;
/** Every hop has counted what it did within ten seconds, and reporting has stored that. */
const LEDGER_MS = 60_000;

type Counts = Omit<ChaosReport, 'seed' | 'faults' | 'skipped'>;

interface Stored {
  readonly series: readonly StoredSeries[];
  readonly alarms: StoredAlarms;
  readonly deadLetters: number;
}

/** Waits until everything acknowledged has arrived, or time is up, and then counts what is there. The load must have stopped. */
export async function settle(plant: Plant): Promise<Counts> {
  const { ledger, load, poison } = plant;
  const acknowledged = ledger.total * METRICS;
  const alarmsExpected = expectedAlarms(ledger.counts, plant.devices.odd);
  const complete = async (): Promise<boolean> => {
    const { series, alarms, deadLetters } = await storedNow(plant);
    const distinct = series.reduce((sum, one) => sum + one.distinct, 0);
    return distinct >= acknowledged && alarms.raised >= alarmsExpected && deadLetters >= poison.expected;
  };
  // What has not come within this time is lost, and the counts below say so.
  await waitFor(complete, { timeoutMs: SETTLE_MS, intervalMs: 500 }).catch(() => undefined);
  const { series, alarms, deadLetters } = await storedNow(plant);
  const rows = series.reduce((sum, one) => sum + one.rows, 0);
  const topics = await fromTopics(plant);
  const rollups = await rolledUp(plant.product.stack.addresses.clickhouse);
  const rollupExcess = Object.values(rollups).map((count) => count - rows);
  return {
    acknowledged,
    stored: rows,
    lost: Math.max(lostInClickHouse(plant, series), topics.lost, ...rollupExcess.map((excess) => -excess)),
    doubled: Math.max(rows - series.reduce((sum, one) => sum + one.distinct, 0), topics.doubled, ...rollupExcess),
    reordered: Math.max(await storedOutOfOrder(plant.product.stack.addresses.clickhouse), topics.reordered),
    alarmsExpected,
    alarmsRaised: alarms.raised,
    alarmsDistinct: alarms.distinct,
    deadLettersExpected: poison.expected,
    deadLettersStored: deadLetters,
    deliveryLedger: await settledLedger(plant),
    batchesSentAgain: load.retries,
  };
}

async function storedNow({ product, poison }: Plant): Promise<Stored> {
  const { clickhouse } = product.stack.addresses;
  const series = await storedSeries(clickhouse);
  return {
    series,
    alarms: await storedAlarms(clickhouse),
    deadLetters: await storedDeadLetters(clickhouse, poison.mark),
  };
}

/** The delivery ledger when it is complete and nothing is missing in it, or what it says when time is up. */
async function settledLedger({ product }: Plant): Promise<LedgerSums> {
  let sums: LedgerSums | undefined;
  const complete = async (): Promise<boolean> => {
    sums = await ledgerSums(product.stack.addresses.clickhouse);
    return sums.missing === 0 && sums.enriched === sums.stored;
  };
  await waitFor(complete, { timeoutMs: LEDGER_MS, intervalMs: 1_000 }).catch(() => undefined);
  if (sums === undefined) throw new Error('the delivery ledger does not answer');
  return sums;
}

/** Acknowledged readings without a row, by device and metric. */
function lostInClickHouse({ ledger }: Plant, series: readonly StoredSeries[]): number {
  const distinct = new Map(series.map((one) => [`${one.asset_id} ${one.metric}`, one.distinct]));
  let lost = 0;
  for (const [device, count] of ledger.counts) {
    for (let metric = 0; metric < METRICS; metric += 1) {
      lost += Math.max(0, count - (distinct.get(`${device} metric-${metric}`) ?? 0));
    }
  }
  return lost;
}

/** The same from the topics. On telemetry.received a message may be there again (a retry); on telemetry.enriched it must not. */
async function fromTopics({
  ledger,
  cluster,
  codecs,
}: Plant): Promise<{ lost: number; doubled: number; reordered: number }> {
  const read = (name: string): ReturnType<typeof topicSequences> =>
    topicSequences(cluster.addresses, codecs, name, ledger.counts.keys());
  const received = await read(topic.telemetryReceived);
  const enriched = await read(topic.telemetryEnriched);
  let [lost, doubled, reordered] = [0, 0, 0];
  for (const [device, count] of ledger.counts) {
    for (const sequences of [received, enriched]) {
      lost += (sequences.get(device)?.missing(count) ?? count) * METRICS;
      reordered += sequences.get(device)?.reordered ?? 0;
    }
    doubled += (enriched.get(device)?.repeated ?? 0) * METRICS;
  }
  return { lost, doubled, reordered };
}
