import { randomUUID } from 'node:crypto';
import { TelemetryReceived, topic } from '@millrace/contracts';
import { waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPress } from './plant.fixture.ts';
import { freshTenant, startEnrichment, type RunningService } from './service.fixture.ts';
import { TenantTopics } from './topics.fixture.ts';

const tenant = freshTenant();
let service: RunningService;
let topics: TenantTopics;

beforeAll(async () => {
  service = await startEnrichment(tenant);
  topics = await TenantTopics.open(tenant);
  await registerPress(service, 'press-1', 'gateway-1');
});
afterAll(async () => {
  await topics.close();
  await service.stop();
});

async function restart(): Promise<void> {
  await service.stop();
  service = await startEnrichment(tenant);
}

describe('enrichment on real parts', () => {
  it('1. gives the readings of a bound device their asset, unit and quality', async () => {
    const eventId = randomUUID();
    const { partition, offset } = await topics.send('gateway-1', { T1: 212.9 }, eventId);
    const reading = {
      index: 0,
      metric: 'temperature',
      unit: 'Cel',
      quality: 'UNCERTAIN',
      value: expect.closeTo(100.5, 6),
    };
    expect(await topics.enriched(eventId)).toMatchObject({
      ...{ tenant, assetId: 'press-1', assetPath: 'acme/press-1', deviceId: 'gateway-1', receivedAt: 2_000 },
      ...{ sourcePartition: partition, sourceOffset: offset, readings: [reading] },
    });
  });

  it('2. surfaces a device nobody bound once, and keeps every message of it', async () => {
    const last = randomUUID();
    const first = await topics.send('stranger', { a: 1, b: 2 });
    await topics.send('stranger', { a: 3 }, last);
    const rejected = await topics.until('TelemetryRejected', ({ payload }) => payload.includes(last));
    expect(rejected).toMatchObject({ reason: 'UNKNOWN_DEVICE', deviceId: 'stranger', stage: 'bind' });
    expect(TelemetryReceived.type.fromBuffer(rejected.payload.subarray(5))).toMatchObject({ eventId: last });
    const all = topics.of('TelemetryRejected').filter(({ deviceId }) => deviceId === 'stranger');
    expect(all.map(({ source }) => source)).toContainEqual({ topic: topic.telemetryReceived, ...position(first) });
    expect(all).toHaveLength(2);

    const seen = () => topics.of('UnknownDeviceSeen').filter(({ deviceId }) => deviceId === 'stranger');
    expect(seen()).toMatchObject([{ metrics: ['a', 'b'], firstSeenAt: 2_000 }]);
    await restart();
    const afterwards = randomUUID();
    await topics.send('stranger', { a: 4 }, afterwards);
    await topics.until('TelemetryRejected', ({ payload }) => payload.includes(afterwards));
    expect(seen()).toHaveLength(1);

    const listed = await waitForDevices((devices) => devices.length > 0);
    const metrics = [
      { name: 'a', datatype: null },
      { name: 'b', datatype: null },
    ];
    const firstSeenAt = new Date(2).toISOString();
    expect(listed).toEqual([{ deviceId: 'stranger', metrics, edgeNode: null, firstSeenAt }]);
    await registerPress(service, 'press-2', 'stranger');
    expect(await waitForDevices((devices) => devices.length === 0)).toEqual([]);
  });

  it('3. lets the bound readings of a message go on and rejects the others', async () => {
    const eventId = randomUUID();
    await topics.send('gateway-1', { vibration: 3, T1: 32 }, eventId);
    expect((await topics.enriched(eventId)).readings).toMatchObject([{ index: 1, value: expect.closeTo(0, 6) }]);
    const rejected = await topics.until('TelemetryRejected', ({ payload }) => payload.includes(eventId));
    expect(rejected).toMatchObject({ reason: 'UNBOUND_METRIC', field: 'readings[0].metric' });
  });

  it('4. drops a message that was sent before, also before a restart', async () => {
    const [twice, marker, later] = [randomUUID(), randomUUID(), randomUUID()];
    await topics.send('gateway-1', { T1: 50 }, twice);
    await topics.send('gateway-1', { T1: 50 }, twice);
    await topics.send('gateway-1', { T1: 51 }, marker);
    await topics.enriched(marker);
    await restart();
    await topics.send('gateway-1', { T1: 50 }, twice);
    await topics.send('gateway-1', { T1: 51 }, later);
    await topics.enriched(later);
    expect(topics.of('TelemetryEnriched').filter(({ eventId }) => eventId === twice)).toHaveLength(1);
  });

  it('5. enriches as before with a registry that was read anew from its events', async () => {
    const [before, after] = [randomUUID(), randomUUID()];
    await topics.send('gateway-1', { T1: 77.7 }, before);
    const { eventId: _before, sourceOffset: _offset, ...first } = await topics.enriched(before);
    await restart();
    await topics.send('gateway-1', { T1: 77.7 }, after);
    const { eventId: _after, sourceOffset: _later, ...second } = await topics.enriched(after);
    expect(second).toEqual(first);
  });

  it('6. puts a record it cannot read into the dead letters, byte for byte, and goes on', async () => {
    const corrupt = Buffer.from(`\0\0\0\0\x01 not Avro ${randomUUID()}`);
    const at = await topics.sendBytes('gateway-1', corrupt);
    const afterwards = randomUUID();
    await topics.send('gateway-1', { T1: 60 }, afterwards);
    await topics.enriched(afterwards);
    const letter = await topics.until('DeadLetter', ({ value }) => value?.equals(corrupt) === true);
    expect(letter).toMatchObject({ service: 'enrichment', stream: 'enrichment.telemetry' });
    expect(letter.source).toEqual({ topic: topic.telemetryReceived, ...position(at) });
  });

  it('7. gives readings the path that their asset has by then, and none to a retired one', async () => {
    for (const id of ['north', 'south'])
      await service.call('POST', '/v1/assets', { assetId: id, name: id, level: 'SITE', path: `acme/${id}` });
    const hall = { assetId: 'hall', name: 'Hall', level: 'AREA', parentId: 'north' };
    await service.call('POST', '/v1/assets', hall);
    await service.call('POST', '/v1/assets', { assetId: 'cell', name: 'Cell', level: 'WORK_CENTER', parentId: 'hall' });
    const binding = { deviceId: 'gateway-7', deviceMetric: 'T', sourceUnit: 'Cel', unit: 'Cel' };
    await service.call('PUT', '/v1/assets/cell/metrics/temperature', binding);
    const pathOfReading = async () => {
      const eventId = randomUUID();
      await topics.send('gateway-7', { T: 20 }, eventId);
      return (await topics.enriched(eventId)).assetPath;
    };
    expect(await pathOfReading()).toBe('acme/north/hall/cell');
    await service.call('POST', '/v1/assets/hall/move', { parentId: 'south', segment: 'hall-2' });
    expect(await pathOfReading()).toBe('acme/south/hall-2/cell');
    await restart();
    expect(await pathOfReading()).toBe('acme/south/hall-2/cell');

    await service.call('POST', '/v1/assets/cell/retire', { reason: 'scrapped' });
    const eventId = randomUUID();
    await topics.send('gateway-7', { T: 20 }, eventId);
    const rejected = await topics.until('TelemetryRejected', ({ payload }) => payload.includes(eventId));
    expect(rejected).toMatchObject({ reason: 'UNKNOWN_DEVICE' });
    await service.call('POST', '/v1/assets/cell/reinstate', {});
    expect(await pathOfReading()).toBe('acme/south/hall-2/cell');
  });
});

const position = ({ partition, offset }: { partition: number; offset: number }) => ({ partition, offset });

async function waitForDevices(condition: (devices: readonly unknown[]) => boolean): Promise<unknown> {
  return await waitFor(async () => {
    const { body } = await service.call('GET', '/v1/assets/unbound-devices', undefined, 'viewer');
    const devices = body['devices'] as readonly unknown[];
    return condition(devices) ? devices : undefined;
  });
}
