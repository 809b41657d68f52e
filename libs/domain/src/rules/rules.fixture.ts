import {
  noConditions,
  type AnomalySign,
  type RuleReading,
  type SeriesConditions,
  type Transition,
} from './condition.ts';
import { evaluateReading } from './evaluate-reading.ts';
import type { AlarmRule } from './rule.ts';

export const SECOND = 1_000_000;
export const NOW = Date.UTC(2026, 2, 14, 9) * 1000;
export const MAX_DELAY = 600 * SECOND;

export const rule = (over: Partial<AlarmRule> = {}): AlarmRule => ({
  tenant: 'acme',
  ruleId: 'bearing-hot',
  version: 1,
  name: 'Bearing too hot',
  assetPathPrefix: 'acme/hamburg',
  metric: 'bearing-temperature',
  kind: 'THRESHOLD_HIGH',
  limit: 90,
  deadband: 5,
  minScore: null,
  priority: 'HIGH',
  enabled: true,
  ...over,
});
export const anomalyRule = (over: Partial<AlarmRule> = {}): AlarmRule =>
  rule({ ruleId: 'unusual', kind: 'ANOMALY', limit: null, deadband: 0, minScore: 0.9, ...over });

export const reading = (value: RuleReading['value'], second = 0, over: Partial<RuleReading> = {}): RuleReading => ({
  metric: 'bearing-temperature',
  value,
  quality: 'GOOD',
  unit: 'Cel',
  occurredAt: NOW + second * SECOND,
  receivedAt: NOW + second * SECOND + 1_000,
  sourceEventId: `event-${second}`,
  ...over,
});
export const sign = (over: Partial<AnomalySign> = {}): AnomalySign => ({
  phase: 'OPENED',
  metric: 'bearing-temperature',
  anomalyId: 'anomaly-1',
  score: 0.93,
  value: 92.39,
  expected: 71.2,
  unit: 'Cel',
  occurredAt: NOW,
  detectedAt: NOW + 2_000,
  sourceEventId: 'event-0',
  ...over,
});

/** Evaluates readings one after another; gives the last conditions and everything that changed. */
export function evaluateAll(readings: readonly RuleReading[], rules: readonly AlarmRule[]) {
  let conditions: SeriesConditions = noConditions;
  const transitions: Transition[] = [];
  for (const one of readings) {
    const evaluated = evaluateReading(conditions, one, rules, MAX_DELAY);
    conditions = evaluated.conditions;
    transitions.push(...evaluated.transitions);
  }
  return { conditions, transitions };
}
