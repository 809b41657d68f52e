import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { topic } from '@millrace/contracts';
import { stackForTests, waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, watch, type Watch } from './ingestion.fixture.ts';
import { connectDevice, mqttEnv } from './mqtt.fixture.ts';

const MESSAGES = 3_000;
const KILLS = 2;

describe('ingestion is killed while messages are on their way', () => {
  const tenant = freshTenant();
  const { kafkaBrokers, registryUrl } = stackForTests();
  const env = {
    ...mqttEnv('killed'),
    SPARKPLUG_ENABLED: 'false',
    KAFKA_BROKERS: kafkaBrokers.join(','),
    SCHEMA_REGISTRY_URL: registryUrl,
    LOG_LEVEL: 'warn',
  };
  let seen: Watch;
  let child: ChildProcess;

  async function start(): Promise<ChildProcess> {
    const started = fork(fileURLToPath(new URL('./mqtt-only.main.ts', import.meta.url)), {
      env: { ...process.env, ...env },
      execArgv: ['--conditions=@millrace/source', '--disable-warning=ExperimentalWarning'],
    });
    await once(started, 'message');
    return started;
  }
  async function kill(victim: ChildProcess): Promise<void> {
    victim.kill('SIGKILL');
    await once(victim, 'exit');
  }

  beforeAll(async () => {
    seen = await watch(tenant, [topic.telemetryReceived]);
    child = await start();
  });
  afterAll(async () => {
    await kill(child);
    await seen.stop();
  });

  it('loses none: what Kafka had not confirmed was not acknowledged, and comes again as the same event', async () => {
    const device = await connectDevice();
    const events = () => seen.of('TelemetryReceived');
    const bodies = Array.from({ length: MESSAGES }, (_, i) => ({
      sequence: i,
      occurredAt: 1_773_480_000_000 + i,
      values: { i },
    }));
    const sent = bodies.map((body) =>
      device.publishAsync(`millrace/${tenant}/telemetry/d${body.sequence % 7}`, JSON.stringify(body), { qos: 1 }),
    );
    for (let kills = 0; kills < KILLS; kills += 1) {
      const before = events().length;
      await waitFor(() => events().length > before + MESSAGES / 10, { describe: 'some messages' });
      await kill(child);
      child = await start();
    }
    await Promise.all(sent);
    const sequences = () => new Set(events().map((e) => e['sequence']));
    await waitFor(() => sequences().size === MESSAGES, { describe: 'every message', timeoutMs: 40_000 });
    expect(new Set(events().map((e) => e['eventId'])).size).toBe(MESSAGES);
    await device.endAsync();
  });
});
