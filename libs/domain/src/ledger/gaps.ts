import type { EpochMicros } from '../kernel/index.ts';
import { between, rangesText } from './ranges.ts';
import type { NumberRange } from './counter.ts';
import { SLOT_MICROS, slotStart } from './slot.ts';

/**
 * Where something is missing.
 * - received: acknowledged at the front door, not on telemetry.received (messages)
 * - readings, rejected, dead-letters: written by enrichment, not in the table (rows)
 * - sequence: numbers a source never sent, or that never came (messages)
 */
export const GAP_HOPS = ['received', 'readings', 'rejected', 'dead-letters', 'sequence'] as const;
export type GapHop = (typeof GAP_HOPS)[number];

/** What is missing of a source in one slot. */
export interface SlotGap {
  readonly tenant: string;
  readonly source: string;
  readonly hop: GapHop;
  readonly slot: number;
  readonly expected: number;
  readonly missing: number;
}

/** What is missing of a source at one hop. */
export interface Gap {
  readonly tenant: string;
  /** Empty: many sources at once. */
  readonly source: string;
  readonly hop: GapHop;
  readonly missing: number;
  /** Received from, up to but not including; of a sequence since when it is missing. */
  readonly from: EpochMicros;
  readonly to: EpochMicros;
  /** The cause in one sentence. */
  readonly text: string;
}

const WHAT: Readonly<Record<Exclude<GapHop, 'sequence'>, string>> = {
  received: 'messages that the front door acknowledged never came out of telemetry.received',
  readings: 'readings that were enriched are not in the table readings',
  rejected: 'rejections are not in the table rejected_readings',
  'dead-letters': 'dead letters are not in the table dead_letters',
};

/** One gap for each source and hop, over all of its slots. */
export function gapsOf(slots: readonly SlotGap[]): Gap[] {
  const together = Map.groupBy(slots, ({ tenant, source, hop }) => `${tenant}\n${hop}\n${source}`);
  return [...together.values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined || first.hop === 'sequence') return [];
    const { tenant, source, hop } = first;
    const missing = parts.reduce((sum, part) => sum + part.missing, 0);
    const expected = parts.reduce((sum, part) => sum + part.expected, 0);
    const from = slotStart(Math.min(...parts.map(({ slot }) => slot)));
    const to = slotStart(Math.max(...parts.map(({ slot }) => slot))) + SLOT_MICROS;
    const text = `${hop}: ${missing} of ${expected} ${WHAT[first.hop]}: "${source}", received ${stretch(from, to)}`;
    return [{ tenant, source, hop, missing, from, to, text }];
  });
}

/** What is missing of a source's numbers. */
export function sequenceGap(of: {
  readonly tenant: string;
  readonly source: string;
  readonly missing: number;
  readonly since: EpochMicros;
  readonly ranges: readonly NumberRange[];
  /** "sequence", "seq", "buffer number". */
  readonly what: string;
}): Gap {
  const { tenant, source, missing, since, ranges, what } = of;
  const text = `sequence: ${missing} messages of "${source}" never came: ${what} ${rangesText(ranges)}, missing since ${iso(since)}`;
  return { tenant, source, hop: 'sequence', missing, from: since, to: since, text };
}

/** Numbers missing between those that came. Only what lies below a number that came long enough ago (`settled`) can be missed. */
export function missingFrom(settled: readonly NumberRange[], came: readonly NumberRange[]): NumberRange[] {
  const highest = Math.max(-1, ...settled.map(([, last]) => last));
  return between([...settled, ...came]).filter(([, last]) => last < highest);
}

/** More sources than this with a gap at the same hop are one alarm: nobody is helped by a thousand. */
export const MOST_SOURCE_ALARMS = 20;

/** The alarms that gaps ask for: one a source and hop, or one a hop when it is many. */
export function worthAlarms(gaps: readonly Gap[]): Gap[] {
  const byHop = Map.groupBy(gaps, ({ tenant, hop }) => `${tenant}\n${hop}`);
  return [...byHop.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length <= MOST_SOURCE_ALARMS) return same;
    const { tenant, hop } = first;
    const missing = same.reduce((sum, gap) => sum + gap.missing, 0);
    const from = Math.min(...same.map((gap) => gap.from));
    const to = Math.max(...same.map((gap) => gap.to));
    const examples = same.slice(0, 3).map(({ source }) => `"${source}"`);
    const text = `${hop}: ${missing} missing of ${same.length} sources (${examples.join(', ')}, …), received ${stretch(from, to)}`;
    return [{ tenant, source: '', hop, missing, from, to, text }];
  });
}

const stretch = (from: EpochMicros, to: EpochMicros): string => `${iso(from)} to ${iso(to)}`;
const iso = (micros: EpochMicros): string => new Date(micros / 1_000).toISOString();
