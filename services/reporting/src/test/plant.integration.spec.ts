import {
  AlarmRaised,
  AlarmReturnedToNormal,
  AnomalyClosed,
  AnomalyOpened,
  TelemetryEnriched,
  topic,
} from '@millrace/contracts';
import { AssetRegistry, describeAsset, type AssetEvent } from '@millrace/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AssetHistory, sendAssetEvents } from './asset-events.fixture.ts';
import { testDatabase, type TestDatabase } from './database.fixture.ts';
import * as events from './events.fixture.ts';
import { enriched, iso, reading, SECOND, T0 } from './events.fixture.ts';
import { TestProducer } from './producer.fixture.ts';
import { freshTenant, type RunningReporting, startReporting } from './reporting.fixture.ts';

const tenant = freshTenant();
const stranger = freshTenant();
const history = new AssetHistory(tenant);
/** An instant of the story; things happen at whole minutes, questions are about what was between them. */
const minute = (count: number): number => T0 + count * 60 * SECOND;
const between = (count: number): number => minute(count) + 30 * SECOND;
const INSTANTS = Array.from({ length: 13 }, (_, count) => between(count - 1));
/** A system that has seen nothing but what had happened by an instant. */
const fresh = new Map(INSTANTS.map((at) => [at, freshTenant()]));

let database: TestDatabase;
let producer: TestProducer;
let service: RunningReporting;

function tellStory(): void {
  const place = { level: 'WORK_CENTER', parentId: null, name: 'Line', typeId: null } as const;
  for (const line of ['line-1', 'line-2'])
    history.decide(minute(0), 'RegisterAsset', { ...place, assetId: line, path: `acme/north/hall/${line}` });
  const press = { assetId: 'press-7', level: 'WORK_UNIT', name: 'Press 7', parentId: 'line-1' } as const;
  const path = 'acme/north/hall/line-1/press-7';
  history.decide(minute(1), 'RegisterAsset', { ...press, path, typeId: 'press' });
  const module = { level: 'EQUIPMENT_MODULE', name: 'Module', typeId: null } as const;
  const motor = { ...module, assetId: 'motor', parentId: 'press-7', path: 'acme/north/hall/line-1/press-7/motor' };
  history.decide(minute(2), 'RegisterAsset', motor);
  history.decide(minute(2), 'RegisterAsset', { ...motor, assetId: 'drive', path: `${motor.path.slice(0, -5)}drive` });
  history.decide(minute(3), 'AssignAssetType', { assetId: 'drive', typeId: 'servo-drive' });
  history.decide(minute(3), 'BindMetric', bound('temperature', 'T1'));
  const own = { metric: 'current', rangeLow: null, rangeHigh: 90, samplingMs: null, limits: [] };
  history.decide(minute(4), 'OverrideMetric', { assetId: 'drive', ...own });
  history.decide(minute(4), 'MoveAsset', { assetId: 'press-7', parentId: 'line-2', path: 'acme/north/hall/line-2/p7' });
  history.decide(minute(5), 'RenameAsset', { assetId: 'line-2', name: 'Line 2 (new)' });
  // Two moves that would close a circle: the later one does not count.
  const below = (assetId: string, parentId: string) => ({
    assetId,
    parentId,
    path: `acme/north/hall/line-2/p7/${parentId}/${assetId}`,
  });
  history.decide(minute(6), 'MoveAsset', below('motor', 'drive'));
  history.decide(minute(7), 'MoveAsset', below('drive', 'motor'));
  history.decide(minute(8), 'RetireAsset', { assetId: 'motor', reason: 'burnt' });
  history.decide(minute(8), 'RenameAsset', { assetId: 'motor', name: 'refused, for it is retired' });
  history.decide(minute(9), 'ClearMetricOverride', { assetId: 'drive', metric: 'current' });
  history.decide(minute(9), 'ReinstateAsset', { assetId: 'motor', reason: 'rewound' });
  history.decide(minute(11), 'BindMetric', bound('pressure', 'P1'));
  // The clock of the service was set back: the asset's history has no gap for that.
  history.decide(minute(10), 'UnbindMetric', { assetId: 'motor', metric: 'temperature' });
}

const bound = (metric: string, deviceMetric: string) => ({
  ...{ assetId: 'motor', metric, deviceId: 'gw-1', deviceMetric, sourceUnit: '', unit: '', factor: 2, offset: -1 },
  ...{ rangeLow: null, rangeHigh: 90 },
});

/** What had happened by an instant: each asset's history up to its last event that was not later. */
function until(at: number): AssetEvent[] {
  const through = new Map<string, number>();
  for (const { data } of history.events) {
    if (!('version' in data) || data.occurredAt > at) continue;
    through.set(data.assetId, Math.max(data.version, through.get(data.assetId) ?? 0));
  }
  return history.events.filter(({ data }) => 'version' in data && data.version <= (through.get(data.assetId) ?? 0));
}

beforeAll(async () => {
  tellStory();
  [database, producer] = await Promise.all([testDatabase(), TestProducer.open()]);
  const tenants = [tenant, stranger, ...fresh.values()];
  service = await startReporting({ tenants, database: database.name });
  await Promise.all([
    sendAssetEvents(producer, history.events, tenant),
    ...[...fresh].map(([at, other]) => sendAssetEvents(producer, until(at), other)),
  ]);
});
afterAll(async () => {
  await service.stop();
  await producer.close();
  await database.drop();
});

async function assetsAt(of: string, at?: number): Promise<unknown> {
  const { status, body } = await service.get(
    of,
    `/v1/plant/assets?state=all${at === undefined ? '' : `&at=${iso(at)}`}`,
  );
  expect(status).toBe(200);
  return body['assets'];
}

describe('the plant in the past', () => {
  it('1. was at every instant what a fresh system shows that was told only what had happened by then', async () => {
    const shown: unknown[] = [];
    for (const [at, other] of fresh) {
      const then = await assetsAt(tenant, at);
      expect(then).toEqual(await assetsAt(other));
      const registry = new AssetRegistry();
      for (const event of until(at)) registry.apply(event);
      expect(then).toEqual([...registry.assets(tenant)].map((asset) => describeAsset(registry, tenant, asset)));
      shown.push(then);
    }
    // Something happened before each instant but the last: what is dated after it came first.
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(INSTANTS.length - 1);
    expect(shown[0]).toEqual([]);
  });

  it('2. shows where an asset was, what it was bound to, and a move that does not count', async () => {
    const motor = async (at: number) =>
      (await service.get(tenant, `/v1/plant/assets/motor?at=${iso(at)}`)).body['asset'];
    expect(await motor(between(3))).toMatchObject({
      ...{ path: 'acme/north/hall/line-1/press-7/motor', version: 2 },
      metrics: [{ metric: 'temperature', deviceMetric: 'T1', factor: 2, offset: -1, range: { high: 90 } }],
    });
    expect(await motor(between(4))).toMatchObject({ path: 'acme/north/hall/line-2/p7/motor' });
    expect(await motor(between(8))).toMatchObject({ path: 'acme/north/hall/line-2/p7/drive/motor', isRetired: true });
    const drive = await service.get(tenant, `/v1/plant/assets/drive?at=${iso(between(7))}`);
    expect(drive.body['asset']).toMatchObject({ path: 'acme/north/hall/line-2/p7/drive', conflict: 'CIRCLE' });
    expect(await service.get(tenant, `/v1/plant/assets/motor?at=${iso(between(1))}`)).toMatchObject({ status: 404 });
    expect(await service.get(stranger, `/v1/plant/assets/motor?at=${iso(between(8))}`)).toMatchObject({ status: 404 });
  });

  it('3. shows the values, the alarms and the anomalies of an asset as they were', async () => {
    const readings = [1, 5, 9].map((at) => reading(at, { occurredAt: minute(at), metric: 'temperature' }));
    const text = reading('idle', { occurredAt: minute(2) - 40 * 24 * 3_600 * SECOND, metric: 'mode', index: 4 });
    const numbered = [...readings.map((one, index) => ({ ...one, index })), text];
    await producer.send(TelemetryEnriched, 'motor', enriched({ tenant, assetId: 'motor', readings: numbered }));
    const alarm = events.alarmRaised({ tenant, assetId: 'motor', occurredAt: minute(4) });
    await producer.send(AlarmRaised, alarm.alarmId, alarm);
    const { alarmId } = alarm;
    const returned = events.alarmReturned({ tenant, alarmId, assetId: 'motor', occurredAt: minute(6) });
    await producer.send(AlarmReturnedToNormal, alarmId, returned);
    const anomaly = events.anomalyOpened({ tenant, assetId: 'motor', occurredAt: minute(3) });
    await producer.send(AnomalyOpened, 'motor', anomaly);
    const { anomalyId } = anomaly;
    const closed = events.anomalyClosed({ tenant, anomalyId, assetId: 'motor', occurredAt: minute(5) });
    await producer.send(AnomalyClosed, 'motor', closed);

    const at = async (instant: number) => (await service.get(tenant, `/v1/plant/assets/motor?at=${iso(instant)}`)).body;
    const mode = { metric: 'mode', value: 'idle' };
    expect(await at(between(4))).toMatchObject({
      at: iso(between(4)),
      values: [mode, { metric: 'temperature', value: 1, unit: 'Cel', quality: 'GOOD', deviceId: 'gw-1' }],
      alarms: [{ alarmId, state: 'UNACKNOWLEDGED', ruleName: 'Press too hot', metric: 'temperature' }],
      anomalies: [{ anomalyId, metric: 'temperature' }],
    });
    expect(await at(between(7))).toMatchObject({ values: [mode, { value: 5 }], alarms: [], anomalies: [] });
    expect(await at(between(2))).toMatchObject({ values: [mode, { value: 1 }], alarms: [], anomalies: [] });
  });

  it('4. keeps every event of an asset, refused commands too, and what was said about it', async () => {
    const { body } = await service.get(tenant, '/v1/plant/assets/motor/events');
    const items = body['items'] as { type: string; version: number; event: Record<string, unknown> }[];
    expect(items.map(({ type }) => type)).toEqual(
      history.events.filter(({ data }) => data.assetId === 'motor').map(({ type }) => type),
    );
    expect(items[2]).toMatchObject({ version: 3, event: { parentId: 'drive', fromParentId: 'press-7' }, actor: 'ana' });
    expect(items[3]).toMatchObject({ event: { reason: 'burnt' }, position: { topic: topic.assetsEvents } });
    expect(items[4]).toMatchObject({ type: 'AssetCommandRefused', version: 0, event: { code: 'RETIRED' } });
    const first = await service.get(tenant, '/v1/plant/assets/motor/events?limit=3');
    const rest = await service.get(tenant, `/v1/plant/assets/motor/events?cursor=${String(first.body['nextCursor'])}`);
    expect([...(first.body['items'] as unknown[]), ...(rest.body['items'] as unknown[])]).toEqual(items);
    expect(await service.get(stranger, '/v1/plant/assets/motor/events')).toMatchObject({ status: 404 });
    const rows = await database.rows(
      `SELECT path, from_path FROM asset_events WHERE tenant = '${tenant}' AND event_type = 'AssetMoved' AND asset_id = 'press-7'`,
    );
    expect(rows).toEqual([{ path: 'acme/north/hall/line-2/p7', from_path: 'acme/north/hall/line-1/press-7' }]);
    const typed = await database.rows(
      `SELECT asset_id, type_id FROM asset_events WHERE tenant = '${tenant}' AND type_id != '' ORDER BY asset_id`,
    );
    expect(typed).toEqual([
      { asset_id: 'drive', type_id: 'servo-drive' },
      { asset_id: 'press-7', type_id: 'press' },
    ]);
  });

  it('5. comes in pages, and is refused for the future and for what is no instant', async () => {
    const at = iso(between(5));
    const first = await service.get(tenant, `/v1/plant/assets?at=${at}&limit=2&pathPrefix=acme/north/hall/line-2`);
    expect(first.body).toMatchObject({
      at,
      assets: [{ assetId: 'line-2', name: 'Line 2 (new)' }, { assetId: 'press-7' }],
    });
    const next = encodeURIComponent(String(first.body['next']));
    const rest = await service.get(tenant, `/v1/plant/assets?at=${at}&after=${next}&pathPrefix=acme/north/hall/line-2`);
    expect(rest.body).toMatchObject({ next: null, assets: [{ assetId: 'drive' }, { assetId: 'motor' }] });
    const future = await service.get(tenant, '/v1/plant/assets?at=2100-01-01T00:00:00Z');
    expect(future).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'at', rule: 'must not be in the future' }] },
    });
    expect(await service.get(tenant, '/v1/plant/assets?at=yesterday')).toMatchObject({ status: 400 });
  });
});
