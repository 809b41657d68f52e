import type { EpochMicros, Quality, Value } from '../kernel/index.ts';

/** One value of one metric at one instant, as its device names it. */
export interface Reading {
  readonly metric: string;
  readonly occurredAt: EpochMicros;
  readonly value: Value;
  readonly quality: Quality;
}

/** What a device sent and may keep: one message, at least one reading. */
export interface DeviceMessage {
  readonly deviceId: string;
  /** The client's own id of the message: a retry with the same id is the same event. */
  readonly messageId: string | undefined;
  readonly sequence: number | null;
  readonly readings: readonly Reading[];
  /** Whether the source said when at least one reading was measured; else the time is ours. */
  readonly hasSourceTime: boolean;
}

/** One broken rule: which field, what was given, what it had to be. */
export interface Violation {
  readonly code: ViolationCode;
  readonly field: string;
  readonly value: unknown;
  readonly rule: string;
  /** Place in the message of the reading that broke it, from 0; absent when it was the message, or places mean nothing in it. */
  readonly place?: number;
}

export type ViolationCode =
  | 'MALFORMED_MESSAGE'
  | 'INVALID_DEVICE_ID'
  | 'OUT_OF_SCOPE'
  | 'INVALID_METRIC'
  | 'INVALID_VALUE'
  | 'INVALID_TIME'
  | 'TIME_IN_FUTURE'
  | 'TIME_TOO_OLD'
  | 'INVALID_QUALITY'
  | 'TOO_MANY_READINGS'
  | 'UNSUPPORTED_DATATYPE';

/** The bounds a reading must keep. Times are microseconds. */
export interface ReadingRules {
  readonly maxReadingsPerMessage: number;
  /** How far a source's clock may be ahead of ours. */
  readonly maxFuture: number;
  /** How old a reading may be; buffered data of an outage is old, so this is generous. */
  readonly maxAge: number;
}

const MINUTE = 60_000_000;

export const DEFAULT_RULES: ReadingRules = {
  maxReadingsPerMessage: 10_000,
  maxFuture: 5 * MINUTE,
  maxAge: Number.POSITIVE_INFINITY,
};
