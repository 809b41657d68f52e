import type { AlarmPriority } from '../alarms/index.ts';

/** What a metric is looked at for. */
export const METRIC_ROLES = ['CONDITION', 'PRODUCTION', 'ENERGY', 'SAFETY', 'LOCATION'] as const;
export type MetricRole = (typeof METRIC_ROLES)[number];

/** Absolute limits of ISA-18.2 / IEC 62682, top down: high-high, high, low, low-low. */
export const LIMIT_LEVELS = ['HH', 'H', 'L', 'LL'] as const;
export type LimitLevel = (typeof LIMIT_LEVELS)[number];

/** What an operator is told when a limit is passed: the outcome of the alarm's rationalisation (ISA-18.2, clause 9). */
export interface AlarmTemplate {
  readonly priority: AlarmPriority;
  readonly message: string;
  /** What comes of it when nobody acts. */
  readonly consequence: string;
  /** What the operator is to do. */
  readonly response: string;
}

/** What one asset may have otherwise of a limit: value and deadband in the unit of the metric, the delay in milliseconds. */
export interface LimitSetting {
  readonly level: LimitLevel;
  /** Passed above it (HH, H) or below it (L, LL); of a signal that is 0 or 1, a limit of 0.5 tells one from the other. */
  readonly value: number;
  readonly deadband: number;
  readonly onDelayMs: number;
}
export interface MetricLimit extends LimitSetting {
  /** Standard or manual that the limit is from. */
  readonly source: string;
  readonly alarm: AlarmTemplate | null;
}

/** A metric that every asset of a type has. */
export interface TypeMetric {
  readonly name: string;
  readonly description: string;
  /** UCUM code; empty: dimensionless. */
  readonly unit: string;
  readonly role: MetricRole;
  /** What the sensor can rightly show, in `unit`; null is an open end. */
  readonly rangeLow: number | null;
  readonly rangeHigh: number | null;
  /** How often a reading is expected, milliseconds; null when it comes only on a change. */
  readonly samplingMs: number | null;
  readonly limits: readonly MetricLimit[];
}

/** A model of assets: what each of them measures, how it should look, and what is said when it does not. */
export interface TypeDefinition {
  readonly name: string;
  readonly description: string;
  /** Type pack it came from; empty for a type of the plant's own. */
  readonly pack: string;
  readonly metrics: readonly TypeMetric[];
}

/** Just the definition of something that carries one. */
export function typeDefinition({ name, description, pack, metrics }: TypeDefinition): TypeDefinition {
  return { name, description, pack, metrics };
}
