import type { Binding } from '../assets/device-bindings.ts';
import { brokenMetricRules } from './broken-rules.ts';
import type { TypeDefinition, TypeMetric } from './definition.ts';
import { overriddenFields, withOverride, type MetricOverride } from './override.ts';

/** Whether a value in one unit can be told in the other; the domain knows no units. */
export type Commensurable = (unit: string, other: string) => boolean;

/** What the model of an asset follows from, besides its type. */
export interface TypedAsset {
  readonly overrides: ReadonlyMap<string, MetricOverride>;
  readonly bindings: ReadonlyMap<string, Pick<Binding, 'metric' | 'unit'>>;
}

/** A metric of an asset by its type and by what the asset has otherwise. */
export interface EffectiveMetric extends TypeMetric {
  /** Fields that the asset has otherwise than its type. */
  readonly overridden: readonly string[];
  readonly isBound: boolean;
}

/** What does not fit together in an asset's model, because type and asset are decided each for itself. */
export interface Misfit {
  readonly metric: string;
  readonly problem: 'BOUND_NOT_IN_TYPE' | 'UNIT_OF_OTHER_DIMENSION' | 'OVERRIDDEN_NOT_IN_TYPE' | 'RULE_BROKEN';
  /** Field, value and rule. */
  readonly detail: string;
}

export interface EffectiveModel {
  readonly metrics: readonly EffectiveMetric[];
  /** Metrics that are bound and not in the type; that is allowed. */
  readonly notInType: readonly string[];
  readonly misfits: readonly Misfit[];
}

/** The model of an asset: its type's, with what the asset has otherwise, and what does not fit. */
export function effectiveModel(type: TypeDefinition, asset: TypedAsset, commensurable: Commensurable): EffectiveModel {
  const { bindings, overrides } = asset;
  const metrics = type.metrics.map((metric): EffectiveMetric => {
    const override = overrides.get(metric.name);
    return {
      ...(override === undefined ? metric : withOverride(metric, override)),
      overridden: override === undefined ? [] : [...overriddenFields(override)],
      isBound: bindings.has(metric.name),
    };
  });
  const inType = new Map(metrics.map((metric) => [metric.name, metric]));
  const notInType = [...bindings.keys()].filter((name) => !inType.has(name));
  return { metrics, notInType, misfits: misfitsOf(inType, asset, commensurable) };
}

function misfitsOf(
  metrics: ReadonlyMap<string, TypeMetric>,
  { bindings, overrides }: TypedAsset,
  commensurable: Commensurable,
): Misfit[] {
  const misfits: Misfit[] = [];
  for (const { metric, unit } of bindings.values()) {
    const detail = unitMisfit(metrics.get(metric), unit, commensurable);
    if (detail !== undefined) misfits.push({ metric, problem: 'UNIT_OF_OTHER_DIMENSION', detail });
  }
  for (const metric of overrides.keys()) {
    const effective = metrics.get(metric);
    if (effective === undefined) {
      const detail = `metric "${metric}": is overridden on the asset, and not in the type`;
      misfits.push({ metric, problem: 'OVERRIDDEN_NOT_IN_TYPE', detail });
      continue;
    }
    for (const { field, value, rule } of brokenMetricRules(effective))
      misfits.push({ metric, problem: 'RULE_BROKEN', detail: `${field} ${String(value)}: ${rule}` });
  }
  return misfits;
}

/** Why a unit is none of a type's metric; a metric that is not in the type may have any. */
export function unitMisfit(
  metric: Pick<TypeMetric, 'name' | 'unit'> | undefined,
  unit: string,
  commensurable: Commensurable,
): string | undefined {
  if (metric === undefined || commensurable(unit, metric.unit)) return undefined;
  return `unit "${unit}": must be convertible to "${metric.unit}", the unit of "${metric.name}" in the type`;
}
