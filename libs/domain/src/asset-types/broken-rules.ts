import { ASSET_METRIC_PATTERN, ASSET_METRIC_RULE } from '../assets/rules.ts';
import { ASSET_SEGMENT_PATTERN, ASSET_SEGMENT_RULE } from '../assets/path.ts';
import { LIMIT_LEVELS, type LimitSetting, type TypeDefinition, type TypeMetric } from './definition.ts';

/** A rule that a definition breaks, and where. */
export interface BrokenRule {
  readonly field: string;
  readonly value: unknown;
  readonly rule: string;
}

/** Metrics of one type at most. */
export const MOST_METRICS = 500;
/** 180 days: longer delays and intervals are mistyped. */
export const LONGEST_MS = 15_552_000_000;

/** Every rule that a definition breaks by itself; units are checked where a library knows them. */
export function brokenTypeRules({ name, pack, metrics }: TypeDefinition): BrokenRule[] {
  const broken: BrokenRule[] = [];
  if (name.trim() === '') broken.push({ field: 'name', value: name, rule: 'must not be blank' });
  if (pack !== '' && !ASSET_SEGMENT_PATTERN.test(pack))
    broken.push({ field: 'pack', value: pack, rule: `must be ${ASSET_SEGMENT_RULE}, or empty` });
  if (metrics.length === 0 || metrics.length > MOST_METRICS)
    broken.push({ field: 'metrics', value: metrics.length, rule: `must be 1 to ${MOST_METRICS}` });
  const names = new Set<string>();
  for (const [index, metric] of metrics.entries()) {
    const at = `metrics.${index}.`;
    if (!ASSET_METRIC_PATTERN.test(metric.name))
      broken.push({ field: `${at}name`, value: metric.name, rule: `must be ${ASSET_METRIC_RULE}` });
    if (names.has(metric.name)) broken.push({ field: `${at}name`, value: metric.name, rule: 'must be there once' });
    names.add(metric.name);
    broken.push(...brokenMetricRules(metric).map((one) => ({ ...one, field: at + one.field })));
  }
  return broken;
}

/** Every rule that range, sampling and limits of a metric break. */
export function brokenMetricRules({ rangeLow, rangeHigh, samplingMs, limits }: TypeMetric): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const must = (holds: boolean, field: string, value: unknown, rule: string): void => {
    if (!holds) broken.push({ field, value, rule });
  };
  const [low, high] = [rangeLow ?? -Infinity, rangeHigh ?? Infinity];
  for (const [field, end] of Object.entries({ rangeLow, rangeHigh }))
    must(end === null || Number.isFinite(end), field, end, 'must be a finite number, or absent for an open end');
  must(low < high, 'rangeLow', rangeLow, `must be below rangeHigh ${rangeHigh}`);
  must(samplingMs === null || isDuration(samplingMs, 1), 'samplingMs', samplingMs, `must be 1 to ${LONGEST_MS}`);
  for (const [index, { level, value, deadband, onDelayMs, alarm }] of limits.entries()) {
    const at = `limits.${index}.`;
    must(limits.findIndex((one) => one.level === level) === index, `${at}level`, level, 'must be there once');
    must(value >= low && value <= high, `${at}value`, value, `must be in the range, ${low} to ${high}`);
    must(Number.isFinite(value), `${at}value`, value, 'must be a finite number');
    must(Number.isFinite(deadband) && deadband >= 0, `${at}deadband`, deadband, 'must be 0 or more');
    must(isDuration(onDelayMs, 0), `${at}onDelayMs`, onDelayMs, `must be 0 to ${LONGEST_MS}`);
    must(alarm === null || alarm.message.trim() !== '', `${at}alarm.message`, alarm?.message, 'must not be blank');
  }
  return [...broken, ...disorder(limits)];
}

/** Limits that are not above one another, and deadbands that reach to where the alarm on the other side begins. */
function disorder(limits: readonly LimitSetting[]): BrokenRule[] {
  const inOrder = LIMIT_LEVELS.flatMap((level) => limits.find((one) => one.level === level) ?? []);
  const at = (limit: LimitSetting): string => `limits.${limits.indexOf(limit)}`;
  const broken: BrokenRule[] = [];
  for (const [index, upper] of inOrder.entries()) {
    const lower = inOrder[index + 1];
    if (lower === undefined || upper.value > lower.value) continue;
    const rule = `must be above ${lower.level} ${lower.value}`;
    broken.push({ field: `${at(upper)}.value`, value: upper.value, rule });
  }
  const lowestHigh = inOrder.findLast(isUpper);
  const highestLow = inOrder.find((limit) => !isUpper(limit));
  if (broken.length > 0 || lowestHigh === undefined || highestLow === undefined) return broken;
  for (const limit of inOrder) {
    const room = isUpper(limit) ? limit.value - highestLow.value : lowestHigh.value - limit.value;
    if (limit.deadband < room) continue;
    const rule = `must be less than ${room}, or the alarm would end only where that on the other side begins`;
    broken.push({ field: `${at(limit)}.deadband`, value: limit.deadband, rule });
  }
  return broken;
}

const isUpper = ({ level }: LimitSetting): boolean => level === 'HH' || level === 'H';

function isDuration(ms: number, least: number): boolean {
  return Number.isSafeInteger(ms) && ms >= least && ms <= LONGEST_MS;
}
