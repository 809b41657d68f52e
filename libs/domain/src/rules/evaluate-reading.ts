import { trustedTime } from '../anomalies/index.ts';
import type { EpochMicros } from '../kernel/index.ts';
import { thresholdText } from './cause-text.ts';
import type { ActiveCondition, Evaluated, RuleReading, SeriesConditions, Transition } from './condition.ts';
import type { AlarmRule } from './rule.ts';

/** Why a reading says nothing about the present. */
export type Unfit = 'NOT_NUMERIC' | 'BAD_QUALITY' | 'LATE' | 'BUFFERED';

const NONE: readonly Transition[] = [];

/** What of a reading says whether it is about the present. */
export type TimedReading = Pick<RuleReading, 'value' | 'quality' | 'occurredAt' | 'receivedAt'>;

/** The conditions after a reading whose transitions are known already: evaluated as far as it says. The same object if it says nothing. */
export function evaluatedFurther(
  before: SeriesConditions,
  reading: TimedReading,
  maxDelay: EpochMicros,
): SeriesConditions {
  const at = trustedTime(reading, before.evaluatedAt);
  if (whyUnfit(before, reading, at, maxDelay) !== undefined) return before;
  return { evaluatedAt: at, active: before.active };
}

/**
 * What a reading means for all rules that watch its series. Readings that are late (older than one already evaluated) or were
 * buffered on the way (received more than `maxDelay` after they were measured) are history: they page nobody, and the next one
 * from the present is judged against the conditions as they were.
 *
 * A condition whose rule is gone, switched off or moved elsewhere is ended by the next reading.
 */
export function evaluateReading(
  before: SeriesConditions,
  reading: RuleReading,
  rules: readonly AlarmRule[],
  maxDelay: EpochMicros,
): Evaluated & { readonly unfit: Unfit | undefined } {
  const at = trustedTime(reading, before.evaluatedAt);
  const unfit = whyUnfit(before, reading, at, maxDelay);
  if (unfit) return { conditions: before, transitions: NONE, unfit };
  const value = reading.value as number;
  // Nearly every reading: nothing is active and nothing becomes so.
  if (before.active.length === 0 && !rules.some((rule) => crossing(rule, value, false) !== undefined)) {
    return { conditions: { evaluatedAt: at, active: before.active }, transitions: NONE, unfit: undefined };
  }
  const ended = before.active.filter((condition) => !rules.some((rule) => feeds(rule, condition)));
  const transitions: Transition[] = ended.map(({ ruleId }) => ({
    kind: 'RETURN',
    ruleId,
    value: null,
    sourceEventId: reading.sourceEventId,
    occurredAt: at,
  }));
  const active = before.active.filter((condition) => !ended.includes(condition));
  for (const rule of rules) {
    if (rule.kind === 'ANOMALY') continue;
    const index = active.findIndex(({ ruleId }) => ruleId === rule.ruleId);
    const change = crossing(rule, value, index >= 0);
    if (change === 'RAISE') {
      active.push({ ruleId: rule.ruleId, by: 'READING' });
      transitions.push(raise(rule, reading, value, at));
    }
    if (change === 'RETURN') {
      active.splice(index, 1);
      const { sourceEventId } = reading;
      transitions.push({ kind: 'RETURN', ruleId: rule.ruleId, value, sourceEventId, occurredAt: at });
    }
  }
  return { conditions: { evaluatedAt: at, active }, transitions, unfit: undefined };
}

/**
 * Whether a value crosses the limit of a threshold rule. Strictly beyond raises; the way back is complete at the limit less the
 * deadband (ISA-18.2, clause on alarm attributes: deadband against chattering alarms).
 */
export function crossing(rule: AlarmRule, value: number, active: boolean): 'RAISE' | 'RETURN' | undefined {
  if (rule.limit === null) return undefined;
  const beyond = rule.kind === 'THRESHOLD_LOW' ? rule.limit - value : value - rule.limit;
  if (!active) return beyond > 0 ? 'RAISE' : undefined;
  return beyond <= -rule.deadband ? 'RETURN' : undefined;
}

const feeds = (rule: AlarmRule, { ruleId, by }: ActiveCondition): boolean =>
  rule.ruleId === ruleId && (rule.kind === 'ANOMALY') === (by === 'ANOMALY');

function whyUnfit(
  before: SeriesConditions,
  reading: TimedReading,
  at: EpochMicros,
  maxDelay: EpochMicros,
): Unfit | undefined {
  if (typeof reading.value !== 'number' || !Number.isFinite(reading.value)) return 'NOT_NUMERIC';
  if (reading.quality === 'BAD') return 'BAD_QUALITY';
  if (at < before.evaluatedAt) return 'LATE';
  return reading.receivedAt - at > maxDelay ? 'BUFFERED' : undefined;
}

function raise(rule: AlarmRule, reading: RuleReading, value: number, at: EpochMicros): Transition {
  const { unit, sourceEventId } = reading;
  const text = thresholdText(rule, reading, value);
  const cause = { kind: rule.kind, value, limit: rule.limit, unit, anomalyId: null, sourceEventId, text };
  return { kind: 'RAISE', rule, cause, occurredAt: at };
}
