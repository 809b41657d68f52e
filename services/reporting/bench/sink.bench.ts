import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectClickHouse, ensureDatabase, migrate } from '@millrace/clickhouse';
import { Codecs, TelemetryEnriched, topic, TOPICS } from '@millrace/contracts';
import { startStack } from '@millrace/local-stack';
import { createLogger } from '@millrace/platform';
import { AppendProducer, ensureTopics, SinkRunner } from '@millrace/streaming';
import { BULK } from '../src/sinks/block-sizes.ts';
import { toReadings } from '../src/sinks/destinations.ts';
import { writeBlock } from '../src/sinks/write-block.ts';
import { plantMessages, READINGS } from './plant-messages.ts';

/**
 * The whole way of a reading into the database: MESSAGES records of ten readings are on telemetry.enriched when the sink starts;
 * measured is the time from its first block to its last, beside what the engine alone takes to copy the same rows into an empty
 * database with the same views. Prints JSON. Starts its own broker, registry and engine on this machine.
 */
const MESSAGES = Number(process.env['MESSAGES'] ?? 100_000);
const ROWS = MESSAGES * READINGS;
const logger = createLogger({ service: 'bench', level: 'error' });
const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
const stack = await startStack({ dir: folder, ports: 'free', parts: ['kafka', 'clickhouse', 'registry'] });
const { kafkaBrokers, registryUrl, clickhouse } = stack.addresses;
const connection = { brokers: kafkaBrokers, clientId: 'bench' };

const rate = (rows: number, ms: number): number => Math.round((rows / ms) * 1000);
const cpuMs = (): number => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;

async function database(name: string) {
  await ensureDatabase({ ...clickhouse, database: name });
  const client = connectClickHouse({ ...clickhouse, database: name });
  await migrate(client);
  return client;
}

async function fill(codecs: Codecs): Promise<void> {
  const producer = await AppendProducer.connect(connection, { service: 'bench', logger });
  const sent: Promise<unknown>[] = [];
  for (const { key, event } of plantMessages(MESSAGES)) {
    sent.push(producer.append({ topic: topic.telemetryEnriched, key, value: codecs.encode(TelemetryEnriched, event) }));
    if (sent.length === 10_000) await Promise.all(sent.splice(0));
  }
  await Promise.all(sent);
  await producer.close();
}

async function sink(codecs: Codecs, client: Awaited<ReturnType<typeof database>>) {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const blocks: number[] = [];
  let [started, cpu, records] = [0, 0, 0];
  const runner = new SinkRunner({
    ...{ connection, service: 'bench', codecs, logger, onFatal: reject },
    spec: { stream: 'bench.readings', topics: [topic.telemetryEnriched], ...BULK },
    handler: async (block) => {
      if (started === 0) [started, cpu] = [performance.now(), cpuMs()];
      await writeBlock({ client, codecs }, toReadings, block);
      blocks.push(block.records.length * READINGS);
      records += block.records.length;
      if (records === MESSAGES) resolve();
    },
  });
  await runner.start();
  await done;
  const [ms, used] = [performance.now() - started, cpuMs() - cpu];
  await runner.stop();
  const largest = Math.max(...blocks);
  return {
    ms: Math.round(ms),
    rowsPerSecond: rate(ROWS, ms),
    rowsPerNodeCoreSecond: rate(ROWS, used),
    blocks: blocks.length,
    largestBlockRows: largest,
  };
}

try {
  await ensureTopics(connection, TOPICS, { replicationFactor: 1 });
  const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
  const [target, twin] = [await database('bench_sink'), await database('bench_engine')];
  await fill(codecs);
  const path = await sink(codecs, target);
  const answer = await target.query({ query: 'SELECT count() AS n FROM readings', format: 'JSONEachRow' });
  const [stored] = await answer.json<{ n: number }>();
  const start = performance.now();
  await twin.command({ query: 'INSERT INTO readings SELECT * FROM bench_sink.readings' });
  const engineMs = performance.now() - start;
  const engine = { ms: Math.round(engineMs), rowsPerSecond: rate(ROWS, engineMs) };
  process.stdout.write(
    `${JSON.stringify({ rows: ROWS, stored: stored?.n, sinkPath: path, engineAlone: engine }, undefined, 2)}\n`,
  );
  await Promise.all([target.close(), twin.close()]);
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
