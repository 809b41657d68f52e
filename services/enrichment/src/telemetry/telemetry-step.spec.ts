import { TelemetryEnriched, TelemetryReceived, TelemetryRejected, topic, UnknownDeviceSeen } from '@millrace/contracts';
import { AssetRegistry, NO_SHIFTS, OUTCOME } from '@millrace/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { inRecord, plainCodecs, RecordingOutlet } from '../outlet.fixture.ts';
import { RecentEvents } from './recent-events.ts';
import { telemetryStep, type TelemetryParts } from './telemetry-step.ts';

const codecs = plainCodecs;
let registry: AssetRegistry;
let parts: TelemetryParts;
let outlet: RecordingOutlet;
let counted: (readonly [code: number, rows: number, refused: number])[];

beforeEach(() => {
  registry = new AssetRegistry();
  counted = [];
  const count = (_message: unknown, _record: unknown, ...outcome: [number, number, number]) => counted.push(outcome);
  parts = { codecs, registry, recent: new RecentEvents(100), shiftOf: () => '2026-03-14/early', ledger: { count } };
  outlet = new RecordingOutlet();
});

function message(eventId: string, values: Record<string, number>, deviceId = 'gw-1'): TelemetryReceived {
  const readings = Object.entries(values).map(
    ([metric, value]) => ({ metric, occurredAt: 7, value, quality: 'GOOD' }) as const,
  );
  return { eventId, tenant: 'acme', deviceId, protocol: 'HTTP', receivedAt: 9, sequence: null, readings };
}

function step(value: TelemetryReceived, offset: number) {
  const record = inRecord(
    topic.telemetryReceived,
    offset,
    `acme/${value.deviceId}`,
    codecs.encode(TelemetryReceived, value),
  );
  return telemetryStep(parts, outlet, { contract: TelemetryReceived, type: 'TelemetryReceived', value }, record);
}

function bind(assetId: string, metric: string, deviceMetric: string) {
  const caused = { eventId: '', commandId: '', tenant: 'acme', assetId, actor: '', occurredAt: 0 };
  const version = (registry.asset('acme', assetId)?.version ?? 0) + 1;
  if (version === 1) {
    const path = `acme/north/${assetId}`;
    registry.apply({
      type: 'AssetRegistered',
      data: { ...caused, version, name: assetId, level: 'AREA', parentId: null, path, typeId: null },
    });
    return bind(assetId, metric, deviceMetric);
  }
  const binding = { metric, deviceId: 'gw-1', deviceMetric, sourceUnit: 'bar', unit: 'kPa', factor: 100, offset: 0 };
  registry.apply({ type: 'MetricBound', data: { ...caused, version, ...binding, rangeLow: null, rangeHigh: 1000 } });
}

describe('a device message', () => {
  it('1. becomes one record an asset, in engineering units, with where it came from', () => {
    bind('a', 'pressure', 'p');
    bind('b', 'pressure', 'p');
    bind('b', 'suction', 's');
    expect(step(message('e1', { p: 2, s: 11 }), 40)).toEqual({ kind: 'ok', value: undefined });
    const enriched = outlet.of(TelemetryEnriched);
    const source = { sourcePartition: 3, sourceOffset: 40, eventId: 'e1', deviceId: 'gw-1', shift: '2026-03-14/early' };
    const pressure = { index: 0, metric: 'pressure', occurredAt: 7, value: 200, unit: 'kPa', quality: 'GOOD' };
    const suction = { index: 1, metric: 'suction', value: 1100, quality: 'UNCERTAIN' };
    expect(enriched).toMatchObject([
      { ...source, assetId: 'a', assetPath: 'acme/north/a', readings: [pressure] },
      { ...source, assetId: 'b', readings: [pressure, suction] },
    ]);
    expect(outlet.emitted.map(({ key }) => key)).toEqual(['acme/a', 'acme/b']);
  });

  it('2. that comes twice is dropped the second time', () => {
    bind('a', 'pressure', 'p');
    step(message('e1', { p: 1 }), 40);
    expect(step(message('e1', { p: 1 }), 41)).toEqual({ kind: 'drop', reason: 'duplicate' });
    expect(outlet.emitted).toHaveLength(1);
  });

  it('3. that is partly bound goes on with what is bound; the rest is one rejection with the original bytes', () => {
    bind('a', 'pressure', 'p');
    const sent = message('e1', { x: 5, p: 1, y: 6 });
    step(sent, 40);
    expect(outlet.of(TelemetryEnriched)[0]?.readings).toMatchObject([{ index: 1 }]);
    const rejected = outlet.of(TelemetryRejected);
    expect(rejected).toMatchObject([
      {
        reason: 'UNBOUND_METRIC',
        stage: 'bind',
        field: 'readings[0].metric',
        detail: 'readings[0].metric "x", readings[2].metric "y": bound to no asset, of device "gw-1"',
        source: { topic: topic.telemetryReceived, partition: 3, offset: 40 },
      },
    ]);
    expect(TelemetryReceived.type.fromBuffer(rejected[0]!.payload.subarray(5))).toEqual(sent);
    expect(outlet.of(UnknownDeviceSeen)).toEqual([]);
  });

  it('4. of an unknown device is rejected every time, and announced once', () => {
    step(message('e1', { t: 1, p: 2 }), 40);
    step(message('e2', { t: 1 }), 41);
    step(message('e3', { t: 1 }, 'gw-2'), 42);
    const reasons = outlet.of(TelemetryRejected).map(({ reason }) => reason);
    expect(reasons).toEqual(['UNKNOWN_DEVICE', 'UNKNOWN_DEVICE', 'UNKNOWN_DEVICE']);
    expect(outlet.of(UnknownDeviceSeen)).toMatchObject([
      { deviceId: 'gw-1', metrics: ['t', 'p'], firstSeenAt: 9 },
      { deviceId: 'gw-2' },
    ]);
  });

  it('5. processed again after a failed transaction has the same ids', () => {
    const ids = () => {
      outlet = new RecordingOutlet();
      parts = { ...parts, shiftOf: NO_SHIFTS };
      step(message('e1', { t: 1 }), 40);
      return outlet.emitted.map(({ headers }) => headers?.['ce_id']);
    };
    expect(ids()).toEqual(ids());
  });

  it('6. of another type is a dead letter', () => {
    const decoded = { contract: UnknownDeviceSeen, type: 'UnknownDeviceSeen', value: {} as UnknownDeviceSeen } as const;
    const outcome = telemetryStep(parts, outlet, decoded, inRecord(topic.telemetryReceived, 1, 'acme/gw-1', null));
    expect(outcome).toMatchObject({ kind: 'dead-letter', reason: { code: 'UNEXPECTED_TYPE' } });
  });

  it('7. is counted in the ledger by what became of it', () => {
    bind('a', 'pressure', 'p');
    step(message('e1', { p: 2 }), 40);
    step(message('e1', { p: 2 }), 41);
    step(message('e2', { p: 2, x: 1, y: 1 }), 42);
    step(message('e3', { x: 1 }), 43);
    bind('b', 'pressure', 'p');
    step(message('e4', { p: 2 }), 44);
    expect(counted).toEqual([
      [OUTCOME.WHOLE, 1, 0],
      [OUTCOME.DUPLICATE, 0, 0],
      [OUTCOME.MIXED, 1, 2],
      [OUTCOME.REJECTED, 0, 1],
      [OUTCOME.MIXED, 2, 0],
    ]);
  });
});
