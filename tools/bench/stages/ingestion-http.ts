import { randomBytes } from 'node:crypto';
import { topic } from '@millrace/contracts';
import { freePorts } from '@millrace/local-stack';
import { issueCredential } from '../../load/plant.ts';
import { runK6 } from '../../load/run-k6.ts';
import { makeAdminToken } from '../admin-token.ts';
import type { BenchedProcess } from '../benched-process.ts';
import { BenchTopics } from '../input/bench-topics.ts';
import { startTelegraf, telegrafHttp, telegrafUrl } from '../peers/telegraf.ts';
import { startService } from '../service.ts';
import type { BenchContext, Stage } from '../stage.ts';

const MESSAGES_A_FLUSH = 25;
/** Flushes before the clock starts: a service runs for weeks, and what its compilers do in the first seconds is not its speed. */
const WARM_UP = 15_000;
const FLUSHES = 60_000;
const IN_FLIGHT = 16;

/** Where flushes go, and where their device messages appear. */
interface Receiver {
  readonly process: BenchedProcess;
  readonly url: string;
  readonly token: string;
  readonly topic: string;
}

/** Device messages per core-second from gateway flushes over HTTP until Kafka has them, beside Telegraf. */
export const ingestionHttp: Stage = {
  name: 'ingestion.http',
  parts: ['kafka', 'registry'],
  run: (context) =>
    BenchTopics.with(context, async (topics) => {
      const ours = await measured(context, topics, await startOurs(context));
      const peer = await measured(context, topics, await startPeer(context, topics));
      return [{ stage: 'ingestion.http', unit: 'device messages per core-second', ours, peer, goal: 2 }];
    }),
};

async function measured({ sized }: BenchContext, topics: BenchTopics, receiver: Receiver): Promise<number> {
  try {
    await send(topics, receiver, sized(WARM_UP));
    const before = receiver.process.cpuSeconds();
    await send(topics, receiver, sized(FLUSHES));
    return (sized(FLUSHES) * MESSAGES_A_FLUSH) / (receiver.process.cpuSeconds() - before);
  } finally {
    await receiver.process.stop();
  }
}

/** Sends the flushes and waits until Kafka has every device message of them. */
async function send(topics: BenchTopics, receiver: Receiver, flushes: number): Promise<void> {
  const wanted = (await topics.count(receiver.topic)) + flushes * MESSAGES_A_FLUSH;
  const { broken } = await runK6({
    script: 'tools/bench/load/flushes.js',
    env: {
      ...{ RECEIVER_URL: receiver.url, DEVICE_TOKEN: receiver.token, RUN: randomBytes(4).toString('hex') },
      ...{ VUS: String(IN_FLIGHT), ITERATIONS: String(flushes) },
    },
  });
  if (broken.length > 0) throw new Error(`${receiver.url} refused flushes`);
  await topics.holds(receiver.topic, wanted);
}

async function startOurs(context: BenchContext): Promise<Receiver> {
  const admin = makeAdminToken(context.dir);
  const env = { ...admin.env, CREDENTIAL_READINGS_PER_SECOND: '10000000' };
  const { process, url } = await startService(context, 'ingestion', { env });
  const doors = { ingestionUrl: url, enrichmentUrl: url, adminToken: admin.token };
  const token = await issueCredential(doors, 'bench', ['*']);
  return { process, url: `${url}/v1/telemetry`, token, topic: topic.telemetryReceived };
}

async function startPeer(context: BenchContext, topics: BenchTopics): Promise<Receiver> {
  const written = await topics.like(topic.telemetryReceived, 'bench.telegraf');
  const [port = 0] = await freePorts(1);
  const telegraf = await startTelegraf(context, telegrafHttp(port), written);
  const url = telegrafUrl(port);
  // Anything but a refused connection is an answer: a GET is not allowed here.
  await telegraf.until(() => fetch(url).then(() => true), 'Telegraf to listen');
  return { process: telegraf, url, token: '', topic: written };
}
