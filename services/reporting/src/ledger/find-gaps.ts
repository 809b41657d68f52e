import { gapsOf, missingFrom, sequenceGap, type Gap, type NumberRange, type SlotGap } from '@millrace/domain';
import type { Reads } from '../store/reads.ts';
import { settledCounts } from './settled-counts.ts';

/** What is looked at: everything the ledger was told of lately, and what open alarms are about, however old. */
export interface Watched {
  /** What was in the table by then is judged, milliseconds. */
  readonly cut: number;
  readonly windowMs: number;
  /** Sources of open alarms; '' for an alarm about many. */
  readonly sources: readonly string[];
  /** First slot of the oldest open alarm. */
  readonly sinceSlot: number;
}

/** So many differing slots are read at most; beyond that the number is a lower bound. */
const MOST_SLOTS = 20_000;
/** A number that is not there yet may overtake on its way: only what is missing for so long is missing. */
const PATIENCE_MS = 15_000;
const BUFFER_WINDOW_MS = 24 * 3_600_000;

const RECENT = `slot IN (
    SELECT slot FROM ledger
    WHERE inserted_at > fromUnixTimestamp64Milli({cut:Int64} - {windowMs:Int64}, 'UTC')
      AND inserted_at <= fromUnixTimestamp64Milli({cut:Int64}, 'UTC'))`;
const OF_ALARMS = (source: string): string =>
  `slot >= {sinceSlot:UInt32} AND (has({sources:Array(String)}, '') OR has({sources:Array(String)}, ${source}))`;

const SLOTS = `
SELECT * FROM (${settledCounts(`${RECENT} OR (${OF_ALARMS('source')})`)})
WHERE tenant != '' AND missingReceived + missingReadings + missingRejected + missingDeadLetters > 0
ORDER BY slot LIMIT ${MOST_SLOTS}`;

interface SlotRow {
  readonly tenant: string;
  readonly source: string;
  readonly slot: number;
  readonly acknowledged: number;
  readonly enriched: number;
  readonly rejections: number;
  readonly deadLetters: number;
  readonly missingReceived: number;
  readonly missingReadings: number;
  readonly missingRejected: number;
  readonly missingDeadLetters: number;
}

/** Everything that is missing of what is watched. */
export async function findGaps(reads: Reads, watched: Watched): Promise<Gap[]> {
  const params = { ...watched, patienceMs: PATIENCE_MS, bufferMs: BUFFER_WINDOW_MS };
  const slots = await reads.rows<SlotRow>(SLOTS, params, MOST_SLOTS);
  const numbers = await reads.rows<NumbersRow>(NUMBERS, params, MOST_SLOTS);
  const buffers = await reads.rows<BufferRow>(BUFFERS, params, MOST_SLOTS);
  return [...gapsOf(slots.flatMap(slotGaps)), ...numbers.map(numbersGap), ...buffers.flatMap(bufferGap)];
}

function slotGaps(row: SlotRow): SlotGap[] {
  const { tenant, source, slot } = row;
  const all: Pick<SlotGap, 'hop' | 'expected' | 'missing'>[] = [
    { hop: 'received', expected: row.acknowledged, missing: row.missingReceived },
    { hop: 'readings', expected: row.enriched, missing: row.missingReadings },
    { hop: 'rejected', expected: row.rejections, missing: row.missingRejected },
    { hop: 'dead-letters', expected: row.deadLetters, missing: row.missingDeadLetters },
  ];
  return all.filter(({ missing }) => missing > 0).map((gap) => ({ tenant, source, slot, ...gap }));
}

/** The last word on each source's numbers. */
const NUMBERS = `
SELECT tenant, toString(source) AS source, kind, last.1 AS missing, last.2 AS since, last.3 AS ranges
FROM (
  SELECT tenant, source, numbers_kind AS kind,
    argMax((numbers_missing, toUnixTimestamp64Micro(ifNull(numbers_since, closed_at)), numbers_ranges), (closed_at, last_offset)) AS last
  FROM ledger
  WHERE numbers_kind IN ('CLIENT_SEQUENCE', 'SPARKPLUG_SEQ') AND inserted_at <= fromUnixTimestamp64Milli({cut:Int64}, 'UTC')
    AND (${RECENT} OR (${OF_ALARMS('source')}))
  GROUP BY tenant, source, numbers_kind
)
WHERE last.1 > 0 AND last.2 <= ({cut:Int64} - {patienceMs:Int64}) * 1000
LIMIT ${MOST_SLOTS}`;

interface NumbersRow {
  readonly tenant: string;
  readonly source: string;
  readonly kind: string;
  readonly missing: number;
  readonly since: number;
  readonly ranges: string;
}

function numbersGap({ kind, ranges, ...of }: NumbersRow): Gap {
  const what = kind === 'SPARKPLUG_SEQ' ? 'seq' : 'sequence';
  return sequenceGap({ ...of, what, ranges: pairs(JSON.parse(ranges) as number[]) });
}

/** What came of each gateway's buffer in the last day; `settled` long enough ago. */
const BUFFERS = `
SELECT tenant, toString(source) AS source, toUnixTimestamp64Micro(max(closed_at)) AS since, groupArray(numbers_ranges) AS came,
  groupArrayIf(numbers_ranges, inserted_at <= fromUnixTimestamp64Milli({cut:Int64} - {patienceMs:Int64}, 'UTC')) AS settled
FROM ledger
WHERE numbers_kind = 'GATEWAY_BUFFER' AND slot > ({cut:Int64} - {bufferMs:Int64}) / 10000
  AND inserted_at <= fromUnixTimestamp64Milli({cut:Int64}, 'UTC')
GROUP BY tenant, source
LIMIT ${MOST_SLOTS}`;

interface BufferRow {
  readonly tenant: string;
  readonly source: string;
  readonly since: number;
  readonly came: readonly string[];
  readonly settled: readonly string[];
}

function bufferGap({ tenant, source, since, came, settled }: BufferRow): Gap[] {
  const rangesOf = (all: readonly string[]) => all.flatMap((one) => pairs(JSON.parse(one) as number[]));
  const ranges = missingFrom(rangesOf(settled), rangesOf(came));
  if (ranges.length === 0) return [];
  const missing = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return [sequenceGap({ tenant, source, missing, since, ranges, what: 'buffer number' })];
}

const pairs = (flat: readonly number[]): NumberRange[] =>
  flat.flatMap((first, index) => (index % 2 === 0 ? [[first, flat[index + 1] ?? first] as const] : []));
