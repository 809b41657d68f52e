import type { AlarmPriority, RuleKind } from '../alarms/index.ts';
import type { EpochMicros } from '../kernel/index.ts';

/** What a rule says; the fields an administrator sets. */
export interface RuleDefinition {
  readonly name: string;
  /** Every asset whose path is this or begins with it and "/"; empty: every asset of the tenant. */
  readonly assetPathPrefix: string;
  /** Metric by name; "*": every metric. */
  readonly metric: string;
  readonly kind: RuleKind;
  /** In the unit of the metric; null for ANOMALY. */
  readonly limit: number | null;
  /** How far the value has to come back across the limit before the alarm returns to normal, in the unit of the metric. */
  readonly deadband: number;
  /** Lowest anomaly score, 0..1; null for thresholds. */
  readonly minScore: number | null;
  readonly priority: AlarmPriority;
  /** false: the rule is kept and raises nothing. */
  readonly enabled: boolean;
}

export interface AlarmRule extends RuleDefinition {
  readonly tenant: string;
  readonly ruleId: string;
  readonly version: number;
}

/** A rule as its events made it; a retired one is remembered for its version. */
export interface RuleState {
  readonly version: number;
  readonly rule: AlarmRule | undefined;
}

interface RuleFact {
  readonly eventId: string;
  readonly tenant: string;
  readonly ruleId: string;
  readonly version: number;
  readonly actor: string;
  readonly occurredAt: EpochMicros;
}
export type RuleEvent =
  | { readonly type: 'AlarmRuleDefined'; readonly data: RuleFact & RuleDefinition }
  | { readonly type: 'AlarmRuleRetired'; readonly data: RuleFact };

/** Whether a rule watches a metric of an asset. */
export const watches = (rule: RuleDefinition, assetPath: string, metric: string): boolean =>
  rule.enabled && (rule.metric === '*' || rule.metric === metric) && isBelow(assetPath, rule.assetPathPrefix);

const isBelow = (path: string, prefix: string): boolean =>
  prefix === '' || path === prefix || path.startsWith(`${prefix}/`);

/**
 * A rule after an event. Two instances may define the next version at the same time; then the first on the topic is the one that
 * counts, for every reader, and the other changed nothing.
 */
export function evolveRule(before: RuleState | undefined, event: RuleEvent): RuleState {
  const version = before?.version ?? 0;
  if (before && event.data.version !== version + 1) return before;
  if (event.type === 'AlarmRuleRetired') return { version: event.data.version, rule: undefined };
  const { tenant, ruleId, name, assetPathPrefix, metric, kind, limit, deadband, minScore, priority, enabled } =
    event.data;
  return {
    version: event.data.version,
    rule: {
      tenant,
      ruleId,
      version: event.data.version,
      name,
      assetPathPrefix,
      metric,
      kind,
      limit,
      deadband,
      minScore,
      priority,
      enabled,
    },
  };
}
