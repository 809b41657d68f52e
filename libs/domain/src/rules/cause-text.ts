import type { AlarmRule } from './rule.ts';
import type { AnomalySign, RuleReading } from './condition.ts';

/** "Bearing temperature 93.1 Cel is above the limit 90 Cel". */
export function thresholdText(rule: AlarmRule, reading: RuleReading, value: number): string {
  const side = rule.kind === 'THRESHOLD_LOW' ? 'below' : 'above';
  const limit = quantity(rule.limit ?? 0, reading.unit);
  return `${metricName(reading.metric)} ${quantity(value, reading.unit)} is ${side} the limit ${limit}`;
}

/** "Bearing temperature 93.1 Cel is unusual, about 71.2 Cel was expected (score 0.93)". */
export function anomalyText(sign: AnomalySign): string {
  const value = sign.value === null ? '' : ` ${quantity(sign.value, sign.unit)}`;
  const expected = sign.expected === null ? '' : `, about ${quantity(sign.expected, sign.unit)} was expected`;
  return `${metricName(sign.metric)}${value} is unusual${expected} (score ${sign.score.toFixed(2)})`;
}

/** A metric's name as words: "bearing-temperature", "bearing_temperature" and "bearingTemperature" read "Bearing temperature". */
export function metricName(metric: string): string {
  const words = metric
    .replace(
      /(\p{Ll}|\d)(\p{Lu})(?=\p{Ll})/gu,
      (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`,
    )
    .replace(/[-_]+/g, ' ')
    .trim();
  if (words === '') return metric;
  const isSymbol = /^\p{Ll}\p{Lu}/u.test(words);
  return isSymbol ? words : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Five significant digits are more than any sensor has. */
const quantity = (value: number, unit: string): string => {
  const digits = Number(value.toPrecision(5)).toString();
  return unit === '' ? digits : `${digits} ${unit}`;
};
