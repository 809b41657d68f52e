import type { LimitSetting, MetricLimit, TypeMetric } from './definition.ts';
import { fieldsOfMetric, fieldsOfSetting } from './fields.ts';

/** What one asset has otherwise than its type, of one metric; null, or a limit that is not named, is as the type has it. */
export interface MetricOverride {
  readonly metric: string;
  /** In the unit of the type's metric. */
  readonly rangeLow: number | null;
  readonly rangeHigh: number | null;
  /** Milliseconds. */
  readonly samplingMs: number | null;
  /** Each whole. What is said when one is passed is the type's; a limit that the type has not is shown, and says nothing. */
  readonly limits: readonly LimitSetting[];
}

/** Just the override of something that carries one. */
export function metricOverride({ metric, rangeLow, rangeHigh, samplingMs, limits }: MetricOverride): MetricOverride {
  return { metric, rangeLow, rangeHigh, samplingMs, limits };
}

/** The fields, by their names in `fieldsOfMetric`, that an override keeps from its type. */
export function overriddenFields({ rangeLow, rangeHigh, samplingMs, limits }: MetricOverride): ReadonlySet<string> {
  const single = Object.entries({ rangeLow, rangeHigh, samplingMs }).filter(([, value]) => value !== null);
  return new Set([...single, ...limits.flatMap(fieldsOfSetting)].map(([field]) => field));
}

/** The metric as an asset with this override has it. */
export function withOverride(metric: TypeMetric, override: MetricOverride): TypeMetric {
  const { rangeLow, rangeHigh, samplingMs, limits } = override;
  const ofType = metric.limits.filter(({ level }) => limits.every((own) => own.level !== level));
  const own = limits.map((limit): MetricLimit => {
    const { source = '', alarm = null } = metric.limits.find(({ level }) => level === limit.level) ?? {};
    return { ...limit, source, alarm };
  });
  return {
    ...metric,
    rangeLow: rangeLow ?? metric.rangeLow,
    rangeHigh: rangeHigh ?? metric.rangeHigh,
    samplingMs: samplingMs ?? metric.samplingMs,
    limits: [...ofType, ...own],
  };
}

/** The override as a metric that has nothing else, so that the rules of metrics can be asked. */
export function overrideAlone(override: MetricOverride): TypeMetric {
  const nothing = { description: '', unit: '', role: 'CONDITION', rangeLow: null, rangeHigh: null } as const;
  return withOverride({ ...nothing, name: override.metric, samplingMs: null, limits: [] }, override);
}

/** True when nothing is otherwise; the order of limits says nothing. */
export function isSameOverride(a: MetricOverride, b: MetricOverride): boolean {
  const [one, other] = [fieldsOfMetric(overrideAlone(a)), fieldsOfMetric(overrideAlone(b))];
  return one.size === other.size && [...one].every(([field, value]) => other.get(field) === value);
}
