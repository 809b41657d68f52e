import { SERVICE_NAMES, type Product } from '@millrace/local-stack';
import { waitFor } from '@millrace/testing';
import { queryRows } from './clickhouse-query.ts';
import { COUNTER_METRIC, LOAD_RULE_ID, loadDevices, prepareLoadPlant } from './load-plant.ts';
import { NumberedLoad } from './numbered-load.ts';

export interface KillReport {
  readonly rounds: number;
  readonly kills: number;
  readonly acknowledgedMessages: number;
  readonly storedMessages: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly requestsRetried: number;
  readonly alarmsExpected: number;
  readonly alarmsRaised: number;
  readonly slowestReadyMs: number;
  /** Nothing lost, doubled or out of order, and every alarm raised exactly once. */
  readonly exact: boolean;
}

const DEVICES = 8;
const HALF_WAVE = 50;
/** Messages that must get through between two kills, so that every kill hits a working pipeline. */
const MESSAGES_BETWEEN_KILLS = 2_000;
const SETTLE_MS = 180_000;

interface Raised {
  readonly raised: number;
  /** Alarms raised, told apart by the reading that raised them: an unacknowledged alarm keeps its occurrence number. */
  readonly causes: number;
}

interface Stored {
  readonly asset_id: string;
  readonly rows: number;
  readonly distinct: number;
  readonly unordered: number;
}

/** Runs the rounds against a product that is up; see `kill-services.ts`. */
export async function killRounds(product: Product, rounds: number, tell: (line: string) => void): Promise<KillReport> {
  const token = await prepareLoadPlant(product, DEVICES);
  const load = new NumberedLoad({
    ...{ ingestionUrl: product.services.ingestion.url, token, devices: loadDevices(DEVICES) },
    ...{ messagesPerRequest: 20, halfWave: HALF_WAVE },
  });
  load.start();
  let slowestReadyMs = 0;
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of SERVICE_NAMES) {
      const before = load.total;
      const enough = (): boolean => load.total >= before + MESSAGES_BETWEEN_KILLS;
      await waitFor(enough, { timeoutMs: SETTLE_MS, describe: 'the load to get through between two kills' });
      const service = product.services[name];
      await service.kill();
      const killed = performance.now();
      service.start();
      await service.ready();
      const readyMs = performance.now() - killed;
      slowestReadyMs = Math.max(slowestReadyMs, readyMs);
      tell(`round ${round}: ${name} killed, ready again after ${readyMs.toFixed(0)} ms, ${load.total} acknowledged`);
    }
  }
  await load.stop();
  return await settle(product, load, { rounds, slowestReadyMs });
}

/** Waits until everything acknowledged has arrived (or time is up), then counts. */
async function settle(
  product: Product,
  load: NumberedLoad,
  run: { readonly rounds: number; readonly slowestReadyMs: number },
): Promise<KillReport> {
  const { clickhouse } = product.stack.addresses;
  const expected = load.acknowledged;
  const alarmsExpected = [...load.acknowledged.values()].reduce((sum, count) => sum + load.rises(count), 0);
  const stored = (): Promise<Stored[]> => queryRows<Stored>(clickhouse, STORED_SQL);
  const raised = async (): Promise<Raised> => {
    return (await queryRows<Raised>(clickhouse, RAISED_SQL))[0] ?? { raised: 0, causes: 0 };
  };
  const complete = async (): Promise<boolean> => {
    const rows = new Map((await stored()).map((row) => [row.asset_id, row.distinct]));
    return (
      [...expected].every(([asset, count]) => (rows.get(asset) ?? 0) >= count) &&
      (await raised()).raised >= alarmsExpected
    );
  };
  // What has not come within this time is lost, and the counts below say so.
  await waitFor(complete, { timeoutMs: SETTLE_MS, describe: 'every acknowledged reading' }).catch(() => undefined);
  const rows = await stored();
  const sum = (pick: (row: Stored) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  const acknowledgedMessages = load.total;
  const lost = [...expected].reduce((total, [asset, count]) => {
    return total + Math.max(0, count - (rows.find((row) => row.asset_id === asset)?.distinct ?? 0));
  }, 0);
  const doubled = sum((row) => row.rows - row.distinct);
  const outOfOrder = sum((row) => row.unordered);
  const alarms = await raised();
  return {
    rounds: run.rounds,
    kills: run.rounds * SERVICE_NAMES.length,
    acknowledgedMessages,
    storedMessages: sum((row) => row.rows),
    lost,
    doubled,
    outOfOrder,
    requestsRetried: load.retries,
    alarmsExpected,
    alarmsRaised: alarms.raised,
    slowestReadyMs: Math.round(run.slowestReadyMs),
    exact:
      acknowledgedMessages > 0 &&
      lost + doubled + outOfOrder === 0 &&
      alarms.raised === alarmsExpected &&
      alarms.causes === alarmsExpected,
  };
}

/** Rows, distinct counters, and counters that stand before a smaller one in the order of the enriched topic. */
const STORED_SQL = `
  SELECT asset_id, toInt64(count()) AS rows, toInt64(uniqExact(value)) AS distinct,
         toInt64(countIf(value < previous)) AS unordered
  FROM (
    SELECT asset_id, value,
           lagInFrame(value, 1, -1) OVER (PARTITION BY asset_id ORDER BY kafka_offset ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS previous
    FROM readings WHERE metric = '${COUNTER_METRIC}'
  )
  GROUP BY asset_id`;

const RAISED_SQL = `
  SELECT toInt64(count()) AS raised, toInt64(uniqExact(alarm_id, cause_source_event_id)) AS causes
  FROM alarm_events WHERE event_type = 'AlarmRaised' AND rule_id = '${LOAD_RULE_ID}'`;
