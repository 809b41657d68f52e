import type { EpochMicros } from '../kernel/index.ts';
import type { Aspect } from './aspects.ts';
import type { Band } from './range-record.ts';

/** An anomaly that is not over yet. */
export interface OpenAnomaly {
  readonly anomalyId: string;
  readonly openedAt: EpochMicros;
  /** What was normal when it opened. Readings are held against it until they return to it, or it has moved to them. */
  readonly aspect: Aspect;
  readonly reference: Band;
  readonly peakScore: number;
  /** Peak, readings and event time of what was last told about it. */
  readonly toldPeak: number;
  readonly toldReadings: number;
  readonly toldAt: EpochMicros;
  /** Readings since it opened, the first included. */
  readonly readings: number;
  /** Normal readings in a row, and event time of the last that was not. */
  readonly calmReadings: number;
  readonly abnormalAt: EpochMicros;
}

interface Told {
  readonly anomalyId: string;
  readonly occurredAt: EpochMicros;
}
/** What happened to the anomalies of one series; identity of the series, event ids and detection time are the adapter's. */
export type AnomalyEvent =
  | { readonly type: 'AnomalyOpened'; readonly data: AnomalyOpening }
  | { readonly type: 'AnomalyUpdated'; readonly data: AnomalyProgress }
  | { readonly type: 'AnomalyClosed'; readonly data: AnomalyEnd };
export interface AnomalyOpening extends Told {
  readonly aspect: Aspect;
  readonly reference: Band;
  readonly score: number;
  readonly value: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}
export interface AnomalyProgress extends Told {
  readonly score: number;
  readonly peakScore: number;
  readonly readings: number;
  readonly value: number;
  readonly expected: number;
}
export interface AnomalyEnd extends Told {
  readonly openedAt: EpochMicros;
  readonly peakScore: number;
  readonly readings: number;
}
