import type { LimitSetting, MetricLimit, TypeMetric } from './definition.ts';

export type FieldValue = string | number | null;

/** A metric as fields with names of their own (`unit`, `limits.HH.value`, `limits.HH.alarm.priority`), so that two can be compared. */
export function fieldsOfMetric(metric: TypeMetric): ReadonlyMap<string, FieldValue> {
  const { description, unit, role, rangeLow, rangeHigh, samplingMs, limits } = metric;
  return new Map<string, FieldValue>([
    ...Object.entries({ description, unit, role, rangeLow, rangeHigh, samplingMs }),
    ...limits.flatMap(fieldsOfLimit),
  ]);
}

/** The fields of a limit that an asset may have otherwise. */
export function fieldsOfSetting({ level, value, deadband, onDelayMs }: LimitSetting): [string, FieldValue][] {
  const at = `limits.${level}`;
  return [
    [`${at}.value`, value],
    [`${at}.deadband`, deadband],
    [`${at}.onDelayMs`, onDelayMs],
  ];
}

function fieldsOfLimit(limit: MetricLimit): [string, FieldValue][] {
  const at = `limits.${limit.level}`;
  const told = Object.entries(limit.alarm ?? {}) as [string, string][];
  return [
    ...fieldsOfSetting(limit),
    [`${at}.source`, limit.source],
    ...told.map(([field, text]): [string, FieldValue] => [`${at}.alarm.${field}`, text]),
  ];
}
