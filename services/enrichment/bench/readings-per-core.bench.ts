/**
 * Readings per core-second of the whole service process on a real Kafka: decode, dedupe, bind, encode, transactions, fetches.
 * `npx tsc -b services/enrichment services/enrichment/bench`, then
 * `node --conditions=@millrace/source services/enrichment/bench/readings-per-core.bench.ts [--assets 10000 --messages 200000]`.
 *
 * The messages are on the topic before the service starts, so what is measured is how fast it works, not how fast they come.
 * Beside it, in the same run, the limit: the same messages only decoded and encoded again, without a join and without Kafka.
 * Prints one line of JSON.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CHANGELOGS, Codecs, TelemetryReceived, TOPICS } from '@millrace/contracts';
import { freePorts, repositoryRoot, startStack } from '@millrace/local-stack';
import { createLogger } from '@millrace/platform';
import { AppendProducer, ensureTopics } from '@millrace/streaming';
import { appendAll } from './append-all.ts';
import { benchOptions } from './options.ts';
import { plantEvents, plantMessages } from './plant.ts';
import { cpuSeconds, residentMiB } from './process-cpu.ts';
import { BenchedService } from './service.ts';

const READINGS = 'millrace_enrichment_readings_total';
const ENRICHED = 'outcome="enriched"';
/** Share of the work that warms up the compiler and is not counted. */
const WARM_UP = 0.2;

const options = benchOptions(process.argv.slice(2));
const parent = join(repositoryRoot(), '.millrace');
mkdirSync(parent, { recursive: true });
const dir = mkdtempSync(join(parent, 'bench-'));
const stack = await startStack({ dir, ports: 'free', parts: ['kafka', 'registry'] });
try {
  const { kafkaBrokers, registryUrl } = stack.addresses;
  const connection = { brokers: kafkaBrokers, clientId: 'bench' };
  const logger = createLogger({ service: 'bench', level: 'warn' });
  await ensureTopics(connection, [...TOPICS, ...CHANGELOGS], { replicationFactor: 1 });
  const codecs = await Codecs.connect({ registryUrl, autoRegister: true });
  const producer = await AppendProducer.connect(connection, { service: 'bench', logger });
  await appendAll(producer, plantEvents(codecs, options));
  await appendAll(producer, plantMessages(codecs, options));
  await producer.close();

  const [port = 0] = await freePorts(1);
  const env = { KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'warn' };
  const service = new BenchedService(env, port);
  const total = options.messages * options.readingsPerMessage;
  const warm = await service.reaches(READINGS, ENRICHED, total * WARM_UP);
  const [cpuBefore, before] = [cpuSeconds(service.pid), performance.now()];
  const done = await service.reaches(READINGS, ENRICHED, total);
  const cpu = cpuSeconds(service.pid) - cpuBefore;
  const seconds = (performance.now() - before) / 1000;
  const memoryMiB = residentMiB(service.pid);
  await service.stop();

  const readings = done - warm;
  const perCore = Math.round(readings / cpu);
  const limit = await codecOnly(codecs);
  const result = {
    ...options,
    readings,
    cpuSeconds: cpu,
    seconds,
    readingsPerCoreSecond: perCore,
    limit,
    share: Number((perCore / limit).toFixed(3)),
    readingsPerSecond: Math.round(readings / seconds),
    memoryMiB,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await stack.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** Readings per core-second of decoding and encoding alone: the best of some rounds, the first of which warm up the compiler. */
async function codecOnly(codecs: Codecs): Promise<number> {
  const messages = [...plantMessages(codecs, { ...options, messages: 20_000 })].map(
    ({ value }) => value ?? Buffer.alloc(0),
  );
  await codecs.prepare(messages);
  let best = 0;
  for (let round = 0; round < 6; round++) {
    const before = process.cpuUsage();
    for (const message of messages)
      codecs.encode(TelemetryReceived, codecs.decode(message)?.value as unknown as TelemetryReceived);
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, (messages.length * options.readingsPerMessage * 1_000_000) / (user + system));
  }
  return Math.round(best);
}
