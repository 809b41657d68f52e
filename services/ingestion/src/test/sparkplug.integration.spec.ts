import { topic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshTenant, startIngestion, watch, type RunningIngestion, type Watch } from './ingestion.fixture.ts';
import { connectDevice, mqttEnv } from './mqtt.fixture.ts';
import codec, { type UPayload } from './sparkplug-codec.fixture.ts';

describe.each(['5', '3.1.1'])('Sparkplug B over MQTT %s', (version) => {
  const tenant = freshTenant();
  const env = { ...mqttEnv('spb'), MQTT_PROTOCOL_VERSION: version, SPARKPLUG_REBIRTH_INTERVAL_SECONDS: '1' };
  const group = env.MQTT_CLIENT_ID;
  const node = `${group}/line-1`;
  let service: RunningIngestion;
  let seen: Watch;
  let edge: MqttClient;
  const heard: { topic: string; payload: Buffer; retain: boolean }[] = [];

  const publish = (type: string, payload: UPayload, device?: string, qos: 0 | 1 = 0) => {
    const to = `spBv1.0/${group}/${type}/line-1${device === undefined ? '' : `/${device}`}`;
    return edge.publishAsync(to, Buffer.from(codec.encodePayload({ timestamp: Date.now(), ...payload })), { qos });
  };
  const bdSeq = (value: number) => ({ name: 'bdSeq', type: 'UInt64', value }) as const;
  const nbirth = (session: number) =>
    publish('NBIRTH', { seq: 0, metrics: [bdSeq(session), { name: 'temp', alias: 1, type: 'Double', value: 20 }] });
  const data = (seq: number, value: number) => ({ seq, metrics: [{ alias: 1, type: 'Double' as const, value }] });
  const readings = (deviceId: string) =>
    seen
      .of('TelemetryReceived')
      .filter((t) => t['deviceId'] === deviceId)
      .flatMap((t) => t['readings'] as { metric: string; value: unknown }[])
      .map(({ metric, value }) => [metric, value]);
  const rebirths = () => heard.filter((h) => h.topic === `spBv1.0/${group}/NCMD/line-1`).length;
  const state = () => {
    const last = heard.findLast((h) => h.topic === `spBv1.0/STATE/${group}`);
    return last === undefined
      ? undefined
      : (JSON.parse(last.payload.toString()) as { online: boolean; timestamp: number });
  };

  beforeAll(async () => {
    service = await startIngestion(tenant, env);
    seen = await watch(tenant, [topic.telemetryReceived, topic.telemetryRejected, topic.devicesEvents]);
    edge = await connectDevice();
    edge.on('message', (to, payload, packet) => heard.push({ topic: to, payload, retain: packet.retain }));
    await edge.subscribeAsync([`spBv1.0/${group}/NCMD/#`, `spBv1.0/STATE/${group}`]);
  });
  afterAll(async () => {
    await edge.endAsync();
    await seen.stop();
    await service.stop();
  });

  it('1. the host says that it is online, retained', async () => {
    await waitFor(() => state()?.online === true);
    expect(heard.find((h) => h.topic === `spBv1.0/STATE/${group}`)?.retain).toBe(true);
    expect(Math.abs((state()?.timestamp ?? 0) - Date.now())).toBeLessThan(120_000);
  });

  it('2. data before any birth: the node is asked for it, and the data is read by it', async () => {
    await publish('NDATA', data(9, 33), undefined, 1);
    await waitFor(() => rebirths() === 1);
    expect(readings(node)).toEqual([]);
    await nbirth(0);
    await waitFor(() => readings(node).length === 2);
    expect(readings(node)).toEqual(
      expect.arrayContaining([
        ['temp', 20],
        ['temp', 33],
      ]),
    );
    expect(seen.of('DeviceBorn')).toMatchObject([
      { deviceId: node, edgeNode: null, metrics: [{ name: 'bdSeq' }, { name: 'temp', alias: 1, datatype: 'Double' }] },
    ]);
  });

  it('3. node and device data by alias', async () => {
    await publish('DBIRTH', { seq: 1, metrics: [{ name: 'speed', alias: 2, type: 'Int32', value: -5 }] }, 'press');
    await publish('DDATA', { seq: 2, metrics: [{ alias: 2, type: 'Int32', value: 900 }] }, 'press');
    await publish('NDATA', data(3, 21));
    await waitFor(() => readings(`${node}/press`).length === 2 && readings(node).length === 3);
    expect(readings(`${node}/press`)).toEqual([
      ['speed', -5],
      ['speed', 900],
    ]);
    expect(seen.of('DeviceBorn').at(-1)).toMatchObject({ deviceId: `${node}/press`, edgeNode: node });
  });

  it('4. a gap: rebirth asked, data held, then read', async () => {
    const before = rebirths();
    await waitFor(async () => {
      // Asked again only after the interval: a second message of the gap brings it.
      await publish('NDATA', data(77, 44));
      return rebirths() > before;
    });
    await nbirth(0);
    await waitFor(() => readings(node).some(([, value]) => value === 44));
    expect(seen.of('TelemetryRejected')).toEqual([]);
  });

  it('5. the will of an older session ends nothing; that of this one ends node and devices', async () => {
    await publish('DBIRTH', { seq: 1, metrics: [{ name: 'speed', alias: 2, type: 'Int32', value: 1 }] }, 'press');
    await publish('NDEATH', { metrics: [bdSeq(255)] });
    await publish('NDATA', data(2, 55));
    await waitFor(() => readings(node).some(([, value]) => value === 55));
    expect(seen.of('DeviceDied')).toEqual([]);
    await publish('NDEATH', { metrics: [bdSeq(0)] });
    const died = await waitFor(() => (seen.of('DeviceDied').length === 2 ? seen.of('DeviceDied') : undefined));
    expect(died.map((d) => d['deviceId']).toSorted()).toEqual([node, `${node}/press`]);
  });

  it('6. bytes that are no payload are kept', async () => {
    await edge.publishAsync(`spBv1.0/${group}/NDATA/line-1`, Buffer.from([0xff, 0xff]));
    const [rejected] = await waitFor(() =>
      seen.of('TelemetryRejected').length > 0 ? seen.of('TelemetryRejected') : undefined,
    );
    expect(rejected).toMatchObject({ reason: 'MALFORMED_PAYLOAD', deviceId: node, protocol: 'SPARKPLUG' });
  });

  it('7. after a restart the node is unknown: its data waits for the rebirth', async () => {
    await nbirth(1);
    await service.stop();
    await waitFor(() => state()?.online === false);
    const before = rebirths();
    service = await startIngestion(tenant, env);
    await waitFor(() => state()?.online === true);
    await publish('NDATA', data(1, 66));
    await waitFor(() => rebirths() > before);
    await nbirth(1);
    await waitFor(() => readings(node).some(([, value]) => value === 66));
  });
});
