import {
  ActionRecorded,
  AssetCommandRefused,
  AssetRegistered,
  BindMetric,
  MetricBound,
  RegisterAsset,
  topic,
} from '@millrace/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { inRecord, plainCodecs, RecordingOutlet } from '../outlet.fixture.ts';
import { commandStep } from './command-step.ts';

let outlet: RecordingOutlet;
let offset = 0;
beforeEach(() => (outlet = new RecordingOutlet()));

const requested = (commandId: string) => ({
  ...{ commandId, tenant: 'acme', assetId: 'acme', expectedVersion: null, actor: 'anna', requestedAt: 1 },
});
const register = (commandId: string): RegisterAsset => ({
  ...requested(commandId),
  ...{ name: 'Acme', level: 'ENTERPRISE', parentId: null, path: 'acme', typeId: null },
});
const bind = (commandId: string): BindMetric => ({
  ...requested(commandId),
  ...{ metric: 'energy', deviceId: 'meter', deviceMetric: 'kWh', sourceUnit: 'kW.h', unit: 'kW.h' },
  ...{ factor: 1, offset: 0, rangeLow: 0, rangeHigh: null },
});

function send(value: RegisterAsset | BindMetric, key = 'acme/acme') {
  const decoded =
    'metric' in value
      ? ({ contract: BindMetric, type: 'BindMetric', value } as const)
      : ({ contract: RegisterAsset, type: 'RegisterAsset', value } as const);
  return commandStep(plainCodecs, outlet, decoded, inRecord(topic.assetsCommands, offset++, key, Buffer.alloc(0)));
}

describe('an asset command', () => {
  it('1. has one outcome, correlated by the command, and leaves its state in the store', () => {
    send(register('c1'));
    send(bind('c2'));
    const [registered] = outlet.of(AssetRegistered);
    expect(registered).toMatchObject({ commandId: 'c1', version: 1, path: 'acme', actor: 'anna' });
    const bound = outlet.emitted.find(({ headers }) => headers?.['ce_type'] === MetricBound.fullName);
    expect(bound).toMatchObject({
      key: 'acme/acme',
      headers: { ce_type: MetricBound.fullName, ce_correlationid: 'c2', ce_source: '/millrace/enrichment' },
    });
    expect(MetricBound.type.fromBuffer(bound!.value!.subarray(5))).toMatchObject({
      version: 2,
      rangeHigh: null,
    });
  });

  it('2. that is refused says so in an event', () => {
    send(bind('c1'));
    expect(outlet.of(AssetCommandRefused)).toMatchObject([{ commandId: 'c1', code: 'UNKNOWN_ASSET' }]);
  });

  it('3. that comes twice is decided once', () => {
    send(register('c1'));
    send(register('c1'));
    expect(outlet.of(AssetRegistered)).toHaveLength(1);
    expect(outlet.of(AssetCommandRefused)).toMatchObject([{ commandId: 'c1', code: 'ALREADY_APPLIED' }]);
    expect(new Set(outlet.emitted.map(({ headers }) => headers?.['ce_id'])).size).toBe(4);
  });

  it('4. under a key that is not its asset’s is a dead letter: another partition would be a second writer', () => {
    expect(send(register('c1'), 'acme/other')).toMatchObject({ kind: 'dead-letter', reason: { code: 'WRONG_KEY' } });
    expect(outlet.emitted).toEqual([]);
  });

  it('5. is on record with who asked for it, what it changed, and why it was refused', () => {
    send(register('c1'));
    send(register('c1'));
    send(bind('c2'));
    send({ ...bind('c3'), factor: 0 });
    const actor = { tenant: 'acme', actor: 'anna', objectType: 'asset', objectId: 'acme' };
    const binding = { metric: 'energy', deviceId: 'meter', factor: 1 };
    const actions = outlet.of(ActionRecorded);
    expect(actions).toMatchObject([
      { ...actor, action: 'assets.register', outcome: 'ALLOWED', commandId: 'c1', before: null },
      { ...actor, action: 'assets.register', outcome: 'ALLOWED', commandId: 'c1', after: null },
      { ...actor, action: 'assets.bind', outcome: 'ALLOWED', commandId: 'c2', before: null },
      { ...actor, action: 'assets.bind', outcome: 'REFUSED', code: 'INVALID_CONVERSION', after: null },
    ]);
    expect(JSON.parse(actions[0]?.after ?? '')).toEqual({
      name: 'Acme',
      level: 'ENTERPRISE',
      parentId: null,
      path: 'acme',
    });
    expect(JSON.parse(actions[2]?.after ?? '')).toMatchObject(binding);
    expect(JSON.parse(actions[3]?.before ?? '')).toMatchObject(binding);
    expect(actions[3]?.detail).toBe('factor 0: must be a finite number other than 0');
    expect(outlet.emitted.filter(({ topic: to }) => to === topic.auditEvents)).toMatchObject([
      { key: 'acme/anna' },
      {},
      {},
      {},
    ]);
  });
});
