import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Codecs, TelemetryReceived, type TopicSpec } from '@millrace/contracts';
import { createLogger, nowMicros, uuidV7 } from '@millrace/platform';
import {
  AppendProducer,
  ensureTopics,
  ok,
  runSteps,
  StreamRunner,
  type Batch,
  type KafkaConnection,
} from '../src/index.ts';

/**
 * Exactly-once throughput of one process: records of telemetry go from one topic to another in transactions, once as they are
 * (`bytes`) and once decoded, checked and encoded again (`avro`). Reports readings per second and per second of CPU.
 *
 *   KAFKA_BROKERS=127.0.0.1:9092 node --conditions=@millrace/source libs/streaming/bench/pass-through.ts --records 200000 --readings 20
 */
const { values: args } = parseArgs({
  options: {
    records: { type: 'string', default: '200000' },
    readings: { type: 'string', default: '20' },
    partitions: { type: 'string', default: '6' },
    chunk: { type: 'string', default: '2000' },
  },
});
const [records, readings, partitions] = [Number(args.records), Number(args.readings), Number(args.partitions)];
const brokers = (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',');
const connection: KafkaConnection = { brokers, clientId: 'bench' };
const logger = createLogger({ service: 'bench', level: 'warn' });
const codecs = Codecs.withoutRegistry();
const run = randomBytes(3).toString('hex');

const topicSpec = (name: string): TopicSpec => ({
  ...{ name, key: 'bench', partitions, compaction: false, minInsyncReplicas: 1, contracts: [], doc: 'bench' },
  retention: { ms: 3_600_000 },
});

function message(i: number): TelemetryReceived {
  const at = nowMicros();
  return {
    ...{
      eventId: uuidV7(),
      tenant: 'acme',
      deviceId: `press-${i % 500}`,
      protocol: 'HTTP',
      receivedAt: at,
      sequence: i,
    },
    readings: Array.from({ length: readings }, (_, n) => ({
      ...{ metric: `channel-${n}`, occurredAt: at - n, value: Math.sin(i + n) * 100, quality: 'GOOD' as const },
    })),
  };
}

async function fill(topic: string): Promise<number> {
  const producer = await AppendProducer.connect(connection, { service: 'bench', logger });
  let bytes = 0;
  for (let done = 0; done < records; done += 5_000) {
    const part = Array.from({ length: Math.min(5_000, records - done) }, (_, i) => message(done + i));
    await Promise.all(
      part.map((value) => {
        const encoded = codecs.encode(TelemetryReceived, value);
        bytes += encoded.length;
        return producer.append({ topic, key: `acme/${value.deviceId}`, value: encoded });
      }),
    );
  }
  await producer.close();
  return bytes;
}

async function measure(
  name: string,
  input: string,
  handle: (batch: Batch, output: string) => Promise<void>,
): Promise<void> {
  const output = `bench.${run}.${name}`;
  await ensureTopics(connection, [topicSpec(output)], { replicationFactor: 1 });
  let count = 0;
  let transactions = 0;
  const all = Promise.withResolvers<void>();
  const first = Promise.withResolvers<void>();
  const runner = new StreamRunner({
    ...{ connection, service: 'bench', codecs, logger, onFatal: all.reject },
    spec: { stream: `bench-${run}-${name}`, topics: [input], maxRecordsPerTransaction: Number(args.chunk) },
    handler: async (batch) => {
      first.resolve();
      await handle(batch, output);
      count += batch.records.length;
      transactions += 1;
      if (count >= records) all.resolve();
    },
  });
  await runner.start();
  await first.promise;
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  await all.promise;
  await runner.stop();
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const cores = (user + system) / 1e6;
  const report = {
    ...{ name, records, readings: records * readings, transactions, seconds: round(seconds), cpuSeconds: round(cores) },
    recordsPerSecond: Math.round(records / seconds),
    readingsPerSecond: Math.round((records * readings) / seconds),
    readingsPerCpuSecond: Math.round((records * readings) / cores),
    rssMiB: Math.round(process.memoryUsage().rss / 1024 / 1024),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;

const input = `bench.${run}.in`;
await ensureTopics(connection, [topicSpec(input)], { replicationFactor: 1 });
const [cpu, started] = [process.cpuUsage(), performance.now()];
const bytes = await fill(input);
const { user, system } = process.cpuUsage(cpu);
const filled = {
  name: 'append',
  records,
  bytesPerRecord: Math.round(bytes / records),
  seconds: round((performance.now() - started) / 1_000),
};
process.stdout.write(`${JSON.stringify({ ...filled, cpuSeconds: round((user + system) / 1e6) })}\n`);

await measure('bytes', input, async (batch, output) => {
  for (const { key, value } of batch.records) batch.emit({ topic: output, key: key?.toString() ?? '', value });
});
await measure('avro', input, async (batch, output) => {
  await runSteps(batch, codecs, (decoded) => {
    const value = decoded.value as TelemetryReceived;
    batch.emit({
      topic: output,
      key: `${value.tenant}/${value.deviceId}`,
      value: codecs.encode(TelemetryReceived, value),
    });
    return ok(undefined);
  });
});
process.exit(0);
