import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { topic, TOPICS } from '@millrace/contracts';
import { freePorts } from '@millrace/local-stack';
import { createLogger } from '@millrace/platform';
import { countRecords, ensureTopics } from '@millrace/streaming';
import { waitFor } from '@millrace/testing';
import { issueCredential } from '../../load/plant.ts';
import { runK6 } from '../../load/run-k6.ts';
import type { BenchedProcess } from '../benched-process.ts';
import { startService } from '../service.ts';
import { startTelegraf, telegrafUrl } from '../peers/telegraf.ts';
import type { BenchContext, Stage } from '../stage.ts';

const MESSAGES_A_FLUSH = 25;
/** Flushes before the clock starts: compilers and connections get warm on both sides. */
const WARM_UP = 3_000;
const FLUSHES = 20_000;
const IN_FLIGHT = 16;

const logger = createLogger({ service: 'bench', level: 'warn' });

/** Where flushes go, and where their device messages appear. */
interface Receiver {
  readonly process: BenchedProcess;
  readonly url: string;
  readonly token: string;
  readonly topic: string;
}

/** Device messages per core-second from gateway flushes over HTTP until Kafka has them, beside Telegraf. */
export const ingestion: Stage = {
  name: 'ingestion',
  async run(context) {
    const ours = await measured(context, await startOurs(context));
    const peer = await measured(context, await startPeer(context));
    return [{ stage: 'ingestion.http', unit: 'device messages per core-second', ours, peer, goal: 2 }];
  },
};

async function measured(context: BenchContext, receiver: Receiver): Promise<number> {
  try {
    await send(context, receiver, WARM_UP);
    const before = receiver.process.cpuSeconds();
    await send(context, receiver, FLUSHES);
    return Math.round((FLUSHES * MESSAGES_A_FLUSH) / (receiver.process.cpuSeconds() - before));
  } finally {
    await receiver.process.stop();
  }
}

/** Sends the flushes and waits until Kafka has every device message of them. */
async function send({ stack }: BenchContext, receiver: Receiver, flushes: number): Promise<void> {
  const connection = { brokers: stack.addresses.kafkaBrokers, clientId: 'bench' };
  const arrived = (): Promise<number> => countRecords(connection, receiver.topic, logger);
  const wanted = (await arrived()) + flushes * MESSAGES_A_FLUSH;
  const { broken } = await runK6({
    script: 'tools/bench/load/flushes.js',
    env: {
      ...{ RECEIVER_URL: receiver.url, DEVICE_TOKEN: receiver.token, RUN: randomBytes(4).toString('hex') },
      ...{ VUS: String(IN_FLIGHT), ITERATIONS: String(flushes) },
    },
  });
  if (broken.length > 0) throw new Error(`${receiver.url} refused flushes`);
  const all = async (): Promise<boolean> => (await arrived()) >= wanted;
  await waitFor(all, { timeoutMs: 60_000, intervalMs: 200, describe: `${wanted} records on ${receiver.topic}` });
  const found = await arrived();
  if (found !== wanted) throw new Error(`${receiver.topic} holds ${found} records, not ${wanted}`);
}

async function startOurs(context: BenchContext): Promise<Receiver> {
  const { stack, dir } = context;
  await ensureTopics({ brokers: stack.addresses.kafkaBrokers, clientId: 'bench' }, TOPICS, { replicationFactor: 1 });
  const adminToken = `mr_${randomBytes(24).toString('base64url')}`;
  const tokens = join(dir, 'tokens.json');
  const sha256 = createHash('sha256').update(adminToken).digest('hex');
  writeFileSync(tokens, JSON.stringify([{ name: 'bench', tenant: 'bench', roles: ['admin'], sha256 }]));
  const env = { API_TOKENS_FILE: tokens, CREDENTIAL_READINGS_PER_SECOND: '10000000' };
  const { process, url } = await startService(context, 'ingestion', env);
  const token = await issueCredential({ ingestionUrl: url, enrichmentUrl: url, adminToken }, 'bench', ['*']);
  return { process, url: `${url}/v1/telemetry`, token, topic: topic.telemetryReceived };
}

async function startPeer({ stack, dir, repetition, tell }: BenchContext): Promise<Receiver> {
  const brokers = stack.addresses.kafkaBrokers;
  const written = `bench.telegraf.${repetition}`;
  const received = TOPICS.find(({ name }) => name === topic.telemetryReceived);
  if (received === undefined) throw new Error(`${topic.telemetryReceived} is no topic`);
  await ensureTopics({ brokers, clientId: 'bench' }, [{ ...received, name: written }], { replicationFactor: 1 });
  const [port = 0] = await freePorts(1);
  const telegraf = await startTelegraf({ dir, port, brokers, topic: written, tell });
  return { process: telegraf, url: telegrafUrl(port), token: '', topic: written };
}
