import { topic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, startIngestion, watch, type RunningIngestion, type Watch } from './ingestion.fixture.ts';
import { connectDevice, mqttEnv } from './mqtt.fixture.ts';

describe.each(['5', '3.1.1'])('JSON over MQTT %s', (version) => {
  const tenant = freshTenant();
  const env = { ...mqttEnv('json'), MQTT_PROTOCOL_VERSION: version, SPARKPLUG_ENABLED: 'false' };
  let service: RunningIngestion;
  let seen: Watch;
  let device: MqttClient;

  beforeAll(async () => {
    service = await startIngestion(tenant, env);
    seen = await watch(tenant, [topic.telemetryReceived, topic.telemetryRejected]);
    device = await connectDevice({ protocolVersion: version === '5' ? 5 : 4 });
  });
  afterAll(async () => {
    await device.endAsync();
    await seen.stop();
    await service.stop();
  });
  const publish = (deviceId: string, body: string | Buffer | object, qos: 0 | 1 = 1) => {
    const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    return device.publishAsync(`millrace/${tenant}/telemetry/${deviceId}`, payload, { qos });
  };
  const received = (deviceId: string) => seen.of('TelemetryReceived').filter((t) => t['deviceId'] === deviceId);

  it('1. takes a message, the device named by the topic', async () => {
    await publish('press-7', { deviceId: 'liar', values: { temp: 21.5 } });
    const [event] = await waitFor(() => (received('press-7').length > 0 ? received('press-7') : undefined));
    expect(event).toMatchObject({ deviceId: 'press-7', protocol: 'MQTT', readings: [{ metric: 'temp', value: 21.5 }] });
  });

  it('2. the same bytes with a source time are the same event, without one they are not', async () => {
    const timed = { occurredAt: '2026-03-14T09:26:53Z', values: { a: 1 } };
    await publish('timed', timed);
    await publish('timed', timed, 0);
    await publish('untimed', { values: { a: 1 } });
    await publish('untimed', { values: { a: 1 } });
    await waitFor(() => received('timed').length === 2 && received('untimed').length === 2);
    expect(new Set(received('timed').map((e) => e['eventId'])).size).toBe(1);
    expect(new Set(received('untimed').map((e) => e['eventId'])).size).toBe(2);
  });

  it('3. what cannot be read is kept with its bytes, and the next message comes through', async () => {
    const broken = Buffer.from([0xff, 0x00, 0x7b]);
    await publish('bad', broken);
    await publish('bad', '[]');
    await publish('bad', { values: { a: 'NaN', b: 2 } });
    await waitFor(() => received('bad').length === 1);
    const rejected = await waitFor(() => {
      const found = seen.of('TelemetryRejected').filter((r) => r['deviceId'] === 'bad');
      return found.length === 3 ? found : undefined;
    });
    expect(rejected.map((r) => r['reason'])).toEqual(['MALFORMED_PAYLOAD', 'MALFORMED_PAYLOAD', 'INVALID_VALUE']);
    expect(rejected[0]?.['payload']).toEqual(broken);
  });

  it('4. a thousand messages in a burst all arrive, in order', async () => {
    const count = 1_000;
    await Promise.all(Array.from({ length: count }, (_, i) => publish('burst', { sequence: i, values: { i } })));
    await waitFor(() => received('burst').length === count, { describe: 'the burst' });
    const order = received('burst').map((e) => e['sequence']);
    expect(order).toEqual(order.toSorted((a, b) => Number(a) - Number(b)));
  });

  it('5. what is published while ingestion is away comes when it is back', async () => {
    await service.stop();
    await publish('away', { values: { a: 1 } });
    service = await startIngestion(tenant, env);
    await waitFor(() => received('away').length > 0);
  });
});
