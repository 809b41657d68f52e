import { GAP_HOPS, SLOT_MICROS, slotOf, type GapHop } from '@millrace/domain';
import { settledCounts } from '../ledger/settled-counts.ts';
import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';

/** What became of one source's data in a stretch of time. Messages, unless a name says otherwise. */
export interface LedgerItem {
  readonly source: string;
  /** First and last ten seconds in which something was received. */
  readonly from: string;
  readonly to: string;
  readonly acknowledged: number;
  readonly received: number;
  readonly receivedReadings: number;
  /** Rows of readings. */
  readonly enriched: number;
  readonly refusedReadings: number;
  readonly rejections: number;
  readonly duplicates: number;
  readonly deadLetters: number;
  readonly stored: number;
  readonly storedRejections: number;
  readonly storedDeadLetters: number;
  readonly missing: Readonly<Record<Exclude<GapHop, 'sequence'>, number>>;
}

type Row = Omit<LedgerItem, 'missing'> & { missed: [number, number, number, number] };

/** Hops with a column in `missed`, in its order. */
export const COUNTED_HOPS = GAP_HOPS.filter((hop) => hop !== 'sequence');

const SUMS = [
  ...['acknowledged', 'received', 'receivedReadings', 'enriched', 'refusedReadings', 'rejections', 'duplicates'],
  ...['deadLetters', 'stored', 'storedRejections', 'storedDeadLetters'],
];
const WHERE = `tenant = {tenant:String} AND slot >= {fromSlot:UInt32} AND slot < {toSlot:UInt32}
  AND ({source:String} = '' OR source = {source:String})`;

const SQL = `
SELECT source, toDateTime(min(slot) * 10, 'UTC') AS from, toDateTime(max(slot) * 10 + 10, 'UTC') AS to,
  ${SUMS.map((name) => `sum(c.${name}) AS ${name}`).join(', ')},
  [sum(c.missingReceived), sum(c.missingReadings), sum(c.missingRejected), sum(c.missingDeadLetters)] AS missed
FROM (${settledCounts(WHERE)}) AS c
WHERE source > {after:String} OR {after:String} = ''
GROUP BY source
HAVING {hop:UInt8} = 0 OR missed[{hop:UInt8}] > 0
ORDER BY source
LIMIT {limit:UInt32}`;

export interface LedgerQuestion {
  readonly tenant: string;
  readonly source: string;
  /** Microseconds; received from, and before. */
  readonly from: number;
  readonly to: number;
  /** Only sources of which something is missing there. */
  readonly hop?: Exclude<GapHop, 'sequence'> | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The ledger by source, of what was settled at `cut` (milliseconds). */
export async function ledger(reads: Reads, asked: LedgerQuestion, cut: number): Promise<Page<LedgerItem>> {
  const { tenant, source, limit, hop, cursor } = asked;
  const [after = ''] = decodeCursor(cursor, ['string']) ?? [];
  const fromSlot = slotOf(asked.from);
  const toSlot = slotOf(asked.to + SLOT_MICROS - 1);
  const hopNumber = hop === undefined ? 0 : COUNTED_HOPS.indexOf(hop) + 1;
  const params = { tenant, source, fromSlot, toSlot, after, cut, hop: hopNumber, limit: limit + 1 };
  const rows = await reads.rows<Row>(SQL, params, limit + 1);
  return pageOf(rows, limit, (row) => [row.source], itemOf);
}

function itemOf({ missed, ...item }: Row): LedgerItem {
  const [received, readings, rejected, deadLetters] = missed;
  return { ...item, missing: { received, readings, rejected, 'dead-letters': deadLetters } };
}
