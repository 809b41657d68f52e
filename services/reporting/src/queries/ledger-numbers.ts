import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';

/** What is known of the numbers a source gives its messages. */
export interface LedgerNumbers {
  readonly source: string;
  readonly kind: string;
  readonly last: number;
  readonly missing: number;
  readonly missingSince: string | null;
  /** First, last, first, last: missing numbers; of GATEWAY_BUFFER the numbers that came last. */
  readonly ranges: readonly number[];
  readonly repeats: number;
  readonly resets: number;
  readonly pending: number | null;
  readonly at: string;
}

const SQL = `
SELECT toString(source) AS source, numbers_kind AS kind, argMax(numbers_last, o) AS last, argMax(numbers_missing, o) AS missing,
  argMax(tuple(numbers_since), o).1 AS missingSince, JSONExtract(argMax(numbers_ranges, o), 'Array(Int64)') AS ranges,
  argMax(numbers_repeats, o) AS repeats, argMax(numbers_resets, o) AS resets,
  argMax(tuple(numbers_pending), o).1 AS pending, max(closed_at) AS at
FROM (SELECT *, (closed_at, last_offset) AS o FROM ledger WHERE tenant = {tenant:String} AND numbers_kind != ''
  AND ({source:String} = '' OR source = {source:String}))
WHERE (toString(source), numbers_kind) > ({afterSource:String}, {afterKind:String})
GROUP BY source, numbers_kind
ORDER BY source, numbers_kind
LIMIT {limit:UInt32}`;

/** The numbers of the tenant's sources, as last heard. */
export async function ledgerNumbers(
  reads: Reads,
  asked: { tenant: string; source: string; limit: number; cursor?: string | undefined },
): Promise<Page<LedgerNumbers>> {
  const { tenant, source, limit } = asked;
  const [afterSource = '', afterKind = ''] = decodeCursor(asked.cursor, ['string', 'string']) ?? [];
  const params = { tenant, source, afterSource, afterKind, limit: limit + 1 };
  const rows = await reads.rows<LedgerNumbers>(SQL, params, limit + 1);
  return pageOf(
    rows,
    limit,
    (row) => [row.source, row.kind],
    (row) => row,
  );
}
