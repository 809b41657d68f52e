import type { EpochMicros, Quality, Value } from '../kernel/index.ts';
import { INSTANT_RULE, parseInstant } from './instant.ts';
import { isMetric, METRIC_RULE } from './names.ts';
import type { Reading, ReadingRules, Violation, ViolationCode } from './reading.ts';

/** 1990-01-01T00:00:00Z: before it, a clock that was never set. */
export const EARLIEST: EpochMicros = 631_152_000_000_000;
const MAX_TEXT_BYTES = 4_096;
const NOT_A_NUMBER = /^[+-]?(?:nan|inf(?:inity)?)$/i;

/** Everything a reading is judged by besides itself. */
export interface ReadingContext {
  readonly now: EpochMicros;
  readonly rules: ReadingRules;
}

/** A reading before it was judged; `at` undefined means that the source sent no time. */
export interface UnjudgedReading {
  readonly metric: unknown;
  readonly value: unknown;
  readonly at: unknown;
  readonly quality: unknown;
}

/**
 * Judges one reading. Pure; `now` is passed in.
 * @returns the reading, or the first rule it broke with the reading's own `field` (e.g. `value`); see `under`.
 */
export function validateReading(raw: UnjudgedReading, context: ReadingContext): Reading | Violation {
  const { metric, value, quality } = raw;
  if (!isMetric(metric)) return violated('INVALID_METRIC', 'metric', metric, METRIC_RULE);
  const valueRule = brokenValueRule(value);
  if (valueRule !== undefined) return violated('INVALID_VALUE', 'value', value, valueRule);
  if (quality !== undefined && !isQuality(quality)) {
    return violated('INVALID_QUALITY', 'quality', quality, 'must be GOOD, UNCERTAIN or BAD');
  }
  const occurredAt = raw.at === undefined ? context.now : parseInstant(raw.at);
  if (occurredAt === undefined) return violated('INVALID_TIME', 'occurredAt', raw.at, INSTANT_RULE);
  const time = brokenTimeRule(occurredAt, context);
  if (time !== undefined) return violated(time.code, 'occurredAt', raw.at, time.rule);
  // A source that has no value cannot vouch for it, unless it says so itself.
  return { metric, occurredAt, value: value as Value, quality: quality ?? (value === null ? 'BAD' : 'GOOD') };
}

function violated(code: ViolationCode, field: string, value: unknown, rule: string): Violation {
  return { code, field, value: shown(value), rule };
}

/** The violation of a reading as one of its message: `value` → `readings[3].value`. */
export const under = (path: string, violation: Violation): Violation => ({
  ...violation,
  field: `${path}.${violation.field}`,
});

/** Tells the two outcomes of `validateReading` apart. */
export function isViolation(outcome: Reading | Violation): outcome is Violation {
  return 'rule' in outcome;
}

/** The rule a value breaks, if any: finite number, boolean, text of at most 4 KiB, or null for "no value". */
export function brokenValueRule(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'must be a finite number';
  if (typeof value === 'boolean' || value === null) return undefined;
  if (typeof value !== 'string') return 'must be a number, a boolean, a text or null';
  if (NOT_A_NUMBER.test(value)) return 'must be a finite number: NaN and Infinity are not values (send null)';
  return utf8Length(value) > MAX_TEXT_BYTES ? `must be at most ${MAX_TEXT_BYTES} bytes of text` : undefined;
}

/** The rule an instant breaks, if any. */
export function brokenTimeRule(
  occurredAt: EpochMicros,
  { now, rules }: ReadingContext,
): { code: 'TIME_IN_FUTURE' | 'TIME_TOO_OLD'; rule: string } | undefined {
  if (occurredAt > now + rules.maxFuture) {
    return { code: 'TIME_IN_FUTURE', rule: `must be at most ${rules.maxFuture / 1e6} s ahead of the server's clock` };
  }
  if (occurredAt < EARLIEST) return { code: 'TIME_TOO_OLD', rule: 'must not be before 1990-01-01T00:00:00Z' };
  if (occurredAt < now - rules.maxAge) {
    return { code: 'TIME_TOO_OLD', rule: `must be at most ${rules.maxAge / 1e6} s old` };
  }
  return undefined;
}

function isQuality(input: unknown): input is Quality {
  return input === 'GOOD' || input === 'UNCERTAIN' || input === 'BAD';
}

function utf8Length(text: string): number {
  // Three bytes a UTF-16 unit is the most UTF-8 needs, so short texts need no counting.
  if (text.length * 3 <= MAX_TEXT_BYTES) return text.length;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const MAX_SHOWN = 100;

/** A value small and plain enough to be told back: what was sent may be anything, of any size. */
export function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length <= MAX_SHOWN ? value : `${value.slice(0, MAX_SHOWN)}…`;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[array]' : '[object]';
  return value;
}
