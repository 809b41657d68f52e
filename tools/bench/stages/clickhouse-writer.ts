import type { ClickHouse } from '@millrace/clickhouse';
import { topic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { measureWork, perSecond, reached, type Workers } from '../backlog/work.ts';
import { clickHouseEnv, engineCpuSeconds, numberOf, withDatabase } from '../clickhouse.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import type { PlantSize } from '../input/plant.ts';
import { enrichedRecords } from '../input/records.ts';
import { engineSpeed } from '../limits/engine-insert.ts';
import { nativeBodies } from '../limits/native-bodies.ts';
import { metricsOf } from '../service-metrics.ts';
import { startService } from '../service.ts';
import type { BenchContext, Stage } from '../stage.ts';

const [ASSETS, MESSAGES, READINGS] = [10_000, 420_000, 8];
/** The last blocks of the partitions are not full, and wait for what could still come. */
const BETWEEN = [0.15, 0.8] as const;
const STAGE = 'clickhouse-writer';

/**
 * Rows a second of the reporting service from Kafka into ClickHouse with all views, beside the same rows inserted into the same engine from
 * ready-made blocks of the same size.
 */
export const clickHouseWriter: Stage = {
  name: STAGE,
  parts: ['kafka', 'registry', 'clickhouse'],
  run: (context) =>
    BenchTopics.with(context, (topics) =>
      withDatabase(context, async (client) => {
        const size: PlantSize = { assets: ASSETS, messages: context.sized(MESSAGES), readingsPerMessage: READINGS };
        const sink = await sinkSpeed(context, topics, client, size);
        const bodies = await nativeBodies(client, sink.recordsPerBlock);
        const engine = await engineSpeed(context, bodies);
        const perRow = (seconds: number, rows: number): string => ((seconds / rows) * 1e9).toFixed(0);
        const [node, ofEngine] = [perRow(sink.nodeCpu, sink.rows), perRow(sink.engineCpu, sink.rows)];
        const alone = perRow(engine.engineCpuSeconds, engine.rows);
        context.tell(
          `  CPU a row: Node ${node} ns, engine ${ofEngine} ns (${alone} ns when alone); ${sink.recordsPerBlock} records a block`,
        );
        const ours = sink.rowsPerSecond;
        return [{ stage: STAGE, unit: 'rows/s by the clock', ours, peer: engine.rowsPerSecond, goal: 0.8 }];
      }),
    ),
};

async function sinkSpeed(context: BenchContext, topics: BenchTopics, client: ClickHouse, size: PlantSize) {
  const backlog = await topics.fill(topic.telemetryEnriched, enrichedRecords(topics.codecs, size));
  const { process, url } = await startService(context, 'reporting', { env: clickHouseEnv(context) });
  try {
    const workers: Workers = {
      ...{ processes: [process], groupId: 'millrace.reporting.readings', backlog, between: BETWEEN },
      helperCpu: () => engineCpuSeconds(client),
    };
    const work = await measureWork(context, workers);
    await reached(context, workers, 1);
    const stored = async (): Promise<boolean> =>
      (await numberOf(client, 'SELECT count() FROM readings')) === backlog.records * READINGS;
    await waitFor(stored, { timeoutMs: 60_000, intervalMs: 200, describe: 'every reading to be stored once' });
    const inserts = metricsOf(await (await fetch(`${url}/metrics`)).text(), 'millrace_clickhouse_insert_seconds_count');
    const blocks = inserts.find(({ labels }) => labels['table'] === 'readings')?.value ?? 0;
    if (blocks === 0) throw new Error('reporting counted no block');
    return {
      rowsPerSecond: perSecond(work) * READINGS,
      rows: work.records * READINGS,
      ...{ nodeCpu: work.cpuSeconds, engineCpu: work.helperCpuSeconds },
      recordsPerBlock: Math.round(backlog.records / blocks),
    };
  } finally {
    await process.stop();
  }
}
