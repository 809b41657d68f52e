import type { EpochMicros } from '../kernel/index.ts';
import { anomalyText } from './cause-text.ts';
import type { ActiveCondition, AnomalySign, Evaluated, SeriesConditions, Transition } from './condition.ts';
import type { AlarmRule } from './rule.ts';

/**
 * What news of an anomaly means for all rules that watch its series: it raises at its opening or when it grows to the minimum
 * score, and returns when it closes. One found in history (detected more than `maxDelay` after it happened) raises nothing.
 */
export function evaluateAnomaly(
  before: SeriesConditions,
  sign: AnomalySign,
  rules: readonly AlarmRule[],
  maxDelay: EpochMicros,
): Evaluated {
  if (sign.phase === 'CLOSED') return close(before, sign);
  if (sign.detectedAt - sign.occurredAt > maxDelay) return { conditions: before, transitions: [] };
  const active: ActiveCondition[] = [...before.active];
  const transitions: Transition[] = [];
  for (const rule of rules) {
    if (rule.kind !== 'ANOMALY' || sign.score < (rule.minScore ?? 1)) continue;
    if (active.some(({ ruleId }) => ruleId === rule.ruleId)) continue;
    active.push({ ruleId: rule.ruleId, by: 'ANOMALY' });
    transitions.push(raise(rule, sign));
  }
  return { conditions: { ...before, active }, transitions };
}

function close(before: SeriesConditions, sign: AnomalySign): Evaluated {
  const { sourceEventId, occurredAt } = sign;
  const ended = before.active.filter(({ by }) => by === 'ANOMALY');
  return {
    conditions: { ...before, active: before.active.filter(({ by }) => by !== 'ANOMALY') },
    transitions: ended.map(({ ruleId }) => ({ kind: 'RETURN', ruleId, value: null, sourceEventId, occurredAt })),
  };
}

function raise(rule: AlarmRule, sign: AnomalySign): Transition {
  const { value, unit, anomalyId, sourceEventId, occurredAt } = sign;
  const cause = { kind: rule.kind, value, limit: null, unit, anomalyId, sourceEventId, text: anomalyText(sign) };
  return { kind: 'RAISE', rule, cause, occurredAt };
}
