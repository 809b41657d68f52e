import type { AlarmCause } from '../alarms/index.ts';
import type { EpochMicros, Quality, Value } from '../kernel/index.ts';
import type { AlarmRule } from './rule.ts';

/** The conditions of one series (a metric of an asset) that are true now, and how far it has been evaluated. */
export interface SeriesConditions {
  readonly evaluatedAt: EpochMicros;
  readonly active: readonly ActiveCondition[];
}
export interface ActiveCondition {
  readonly ruleId: string;
  readonly by: 'READING' | 'ANOMALY';
}

export const noConditions: SeriesConditions = { evaluatedAt: Number.MIN_SAFE_INTEGER, active: [] };

export interface RuleReading {
  readonly metric: string;
  readonly value: Value;
  readonly quality: Quality;
  readonly unit: string;
  readonly occurredAt: EpochMicros;
  readonly receivedAt: EpochMicros;
  readonly sourceEventId: string;
}

/** What is told about an anomaly, whichever of its events it is. */
export interface AnomalySign {
  readonly phase: 'OPENED' | 'UPDATED' | 'CLOSED';
  readonly metric: string;
  readonly anomalyId: string;
  readonly score: number;
  /** null when it closed. */
  readonly value: number | null;
  readonly expected: number | null;
  readonly unit: string;
  readonly occurredAt: EpochMicros;
  readonly detectedAt: EpochMicros;
  readonly sourceEventId: string;
}

/** A change of a condition: an alarm is to be raised, or to return to normal. */
export type Transition =
  | { readonly kind: 'RAISE'; readonly rule: AlarmRule; readonly cause: AlarmCause; readonly occurredAt: EpochMicros }
  | {
      readonly kind: 'RETURN';
      readonly ruleId: string;
      readonly value: number | null;
      readonly sourceEventId: string;
      readonly occurredAt: EpochMicros;
    };

export interface Evaluated {
  readonly conditions: SeriesConditions;
  readonly transitions: readonly Transition[];
}

/** The alarm of a rule on a series, for as long as the rule lives. `id` makes a stable identity of its parts. */
export const alarmIdOf = (
  id: (...parts: string[]) => string,
  of: { readonly tenant: string; readonly ruleId: string; readonly assetId: string; readonly metric: string },
): string => id('alarm', of.tenant, of.ruleId, of.assetId, of.metric);
