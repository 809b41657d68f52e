/**
 * Readings per core-second of the whole ingestion process on a real Kafka and a real MQTT broker: from the socket to the
 * acknowledgement by all in-sync replicas; beside it a receiver that only parses and answers (bare-receiver.ts), the limit of one written
 * for Node. What the load generator and the brokers use is not counted.
 * `npx tsc -b services/ingestion`, then
 * `node --conditions=@millrace/source services/ingestion/bench/readings-per-core.bench.ts`. Prints one line of JSON a scenario.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPICS } from '@millrace/contracts';
import { freePorts, repositoryRoot, startStack } from '@millrace/local-stack';
import { ensureTopics } from '@millrace/streaming';
import { IngestionProcess } from './ingestion-process.ts';
import { sendHttp, sendMqtt } from './load.ts';

const parent = join(repositoryRoot(), '.millrace');
mkdirSync(parent, { recursive: true });
const dir = mkdtempSync(join(parent, 'bench-'));
const stack = await startStack({ dir, ports: 'free', parts: ['kafka', 'registry', 'mosquitto'] });
try {
  const { kafkaBrokers, registryUrl, mqtt } = stack.addresses;
  await ensureTopics({ brokers: kafkaBrokers, clientId: 'bench' }, TOPICS, { replicationFactor: 1 });
  const admin = 'bench-admin';
  const tokens = [
    { name: 'bench', tenant: 'bench', roles: ['admin'], sha256: createHash('sha256').update(admin).digest('hex') },
  ];
  writeFileSync(join(dir, 'tokens.json'), JSON.stringify(tokens));
  const settings = {
    ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'warn' },
    ...{ MQTT_URL: mqtt.url, MQTT_USERNAME: mqtt.user, MQTT_PASSWORD: mqtt.password },
    ...{ API_TOKENS_FILE: join(dir, 'tokens.json'), CREDENTIAL_READINGS_PER_SECOND: '10000000' },
  };
  const ours = await measured('dist/main.js', { ...settings, MQTT_CLIENT_ID: 'bench' }, (url) =>
    credential(url, admin),
  );
  const bare = await measured('bench/bare-receiver.ts', { ...settings, MQTT_CLIENT_ID: 'bare' }, () =>
    Promise.resolve(''),
  );
  for (const [scenario, readingsPerCoreSecond] of ours) {
    const limit = bare.get(scenario) ?? Number.NaN;
    const share = Number((readingsPerCoreSecond / limit).toFixed(3));
    process.stdout.write(`${JSON.stringify({ scenario, readingsPerCoreSecond, limit, share })}\n`);
  }

  /** Readings per core-second of a program, by scenario. */
  async function measured(
    program: string,
    env: Readonly<Record<string, string>>,
    enroll: (url: string) => Promise<string>,
  ): Promise<Map<string, number>> {
    const [port = 0] = await freePorts(1);
    const receiver = new IngestionProcess(program, env, port);
    await receiver.ready();
    const token = await enroll(receiver.url);
    const found = new Map<string, number>();
    const measure = async (scenario: string, run: () => Promise<number>): Promise<void> => {
      const before = receiver.cpuSeconds();
      const readings = await run();
      found.set(scenario, Math.round(readings / (receiver.cpuSeconds() - before)));
    };
    await sendHttp(receiver, token, { requests: 300, perRequest: 100, atOnce: 8 });
    await measure('HTTP, 100 messages a request', () =>
      sendHttp(receiver, token, { requests: 2_000, perRequest: 100, atOnce: 8 }),
    );
    await measure('HTTP, 1 message a request', () =>
      sendHttp(receiver, token, { requests: 20_000, perRequest: 1, atOnce: 64 }),
    );
    await sendMqtt(receiver, mqtt, 5_000);
    await measure('MQTT JSON, QoS 1', () => sendMqtt(receiver, mqtt, 50_000));
    await receiver.stop();
    return found;
  }
} finally {
  await stack.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** A credential for every device. */
async function credential(url: string, adminToken: string): Promise<string> {
  const issued = await fetch(`${url}/v1/devices/bench/credentials`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scope: ['*'] }),
  });
  return ((await issued.json()) as { token: string }).token;
}
