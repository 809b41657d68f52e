/**
 * Readings per core-second of the whole ingestion process on a real Kafka and a real MQTT broker: from the socket to the
 * acknowledgement by all in-sync replicas. What the load generator and the brokers use is not counted.
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
  const [port = 0] = await freePorts(1);
  const service = new IngestionProcess(
    {
      ...{ KAFKA_BROKERS: kafkaBrokers.join(','), SCHEMA_REGISTRY_URL: registryUrl, LOG_LEVEL: 'warn' },
      ...{ MQTT_URL: mqtt.url, MQTT_USERNAME: mqtt.user, MQTT_PASSWORD: mqtt.password, MQTT_CLIENT_ID: 'bench' },
      ...{ API_TOKENS_FILE: join(dir, 'tokens.json'), CREDENTIAL_READINGS_PER_SECOND: '10000000' },
    },
    port,
  );
  await service.ready();
  const issued = await fetch(`${service.url}/v1/devices/bench/credentials`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scope: ['*'] }),
  });
  const { token } = (await issued.json()) as { token: string };

  const measure = async (scenario: string, run: () => Promise<number>): Promise<void> => {
    const [cpuBefore, before] = [service.cpuSeconds(), performance.now()];
    const readings = await run();
    const cpuSeconds = service.cpuSeconds() - cpuBefore;
    const seconds = (performance.now() - before) / 1_000;
    const result = { scenario, readings, cpuSeconds, readingsPerCoreSecond: Math.round(readings / cpuSeconds) };
    process.stdout.write(`${JSON.stringify({ ...result, readingsPerSecond: Math.round(readings / seconds) })}\n`);
  };
  await sendHttp(service, token, { requests: 300, perRequest: 100, atOnce: 8 });
  await measure('HTTP, 100 messages a request', () =>
    sendHttp(service, token, { requests: 1_000, perRequest: 100, atOnce: 8 }),
  );
  await measure('HTTP, 1 message a request', () =>
    sendHttp(service, token, { requests: 20_000, perRequest: 1, atOnce: 64 }),
  );
  await sendMqtt(service, mqtt, 5_000);
  await measure('MQTT JSON, QoS 1', () => sendMqtt(service, mqtt, 50_000));
  process.stdout.write(`${JSON.stringify({ exitCode: await service.stop() })}\n`);
} finally {
  await stack.stop();
  rmSync(dir, { recursive: true, force: true });
}
