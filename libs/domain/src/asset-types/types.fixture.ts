import type { AssetTypeCommand, DefineAssetTypeData, RetireAssetTypeData } from './decide.ts';
import type { MetricLimit, TypeDefinition, TypeMetric } from './definition.ts';

let commands = 0;

function requested() {
  const commandId = `command-${++commands}`;
  return { commandId, tenant: 'acme', typeId: 'pump', expectedVersion: null, actor: 'anna', requestedAt: 1 };
}

export function limit(change: Partial<MetricLimit> = {}): MetricLimit {
  const alarm = { priority: 'HIGH', message: 'Too hot', consequence: 'The bearing seizes', response: 'Stop' } as const;
  return { level: 'H', value: 90, deadband: 2, onDelayMs: 10_000, source: 'manual', alarm, ...change };
}

export function metric(change: Partial<TypeMetric> = {}): TypeMetric {
  const what = { name: 'temperature', description: '', unit: 'Cel', role: 'CONDITION' } as const;
  return { ...what, rangeLow: -40, rangeHigh: 180, samplingMs: 10_000, limits: [limit()], ...change };
}

export function definition(change: Partial<TypeDefinition> = {}): TypeDefinition {
  return { name: 'Pump', description: '', pack: '', metrics: [metric()], ...change };
}

export function define(change: Partial<DefineAssetTypeData> = {}): AssetTypeCommand {
  return { type: 'DefineAssetType', data: { ...requested(), ...definition(), ...change } };
}

export function retireType(change: Partial<RetireAssetTypeData> = {}): AssetTypeCommand {
  return { type: 'RetireAssetType', data: { ...requested(), reason: 'old', ...change } };
}
