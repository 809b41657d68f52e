import type { Reads } from '../store/reads.ts';
import { decodeCursor, pageOf, type Page } from './page.ts';

export interface Rejected {
  readonly rejectionId: string;
  readonly deviceId: string;
  readonly protocol: string;
  readonly stage: string;
  readonly reason: string;
  readonly field: string;
  readonly rule: string;
  readonly detail: string;
  readonly receivedAt: string;
  readonly contentType: string;
  readonly payloadBytes: number;
  /** The original bytes; only the first 64 KiB of a larger payload. */
  readonly payloadBase64: string;
  readonly sourceTopic: string;
  readonly sourcePartition: number | null;
  readonly sourceOffset: number | null;
}
type Row = Rejected & { cursorAt: number };

const SQL = (after: string) => `
SELECT rejection_id AS rejectionId, device_id AS deviceId, protocol, stage, reason, field, rule, detail,
  received_at AS receivedAt, content_type AS contentType, length(payload) AS payloadBytes,
  base64Encode(substring(payload, 1, 65536)) AS payloadBase64, source_topic AS sourceTopic,
  source_partition AS sourcePartition, source_offset AS sourceOffset, toUnixTimestamp64Micro(received_at) AS cursorAt
FROM rejected_readings
WHERE tenant = {tenant:String} AND received_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')
  AND received_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
  AND ({deviceId:String} = '' OR device_id = {deviceId:String}) AND ({reason:String} = '' OR reason = {reason:String}) ${after}
ORDER BY received_at DESC, rejection_id DESC
LIMIT {limit:UInt32}`;

export interface RejectedQuestion {
  readonly tenant: string;
  readonly deviceId: string;
  readonly reason: string;
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Telemetry of the tenant that could not be used, the latest first, with its bytes. */
export async function rejected(reads: Reads, asked: RejectedQuestion): Promise<Page<Rejected>> {
  const { cursor: text, limit, ...filters } = asked;
  const cursor = decodeCursor(text, ['number', 'string']);
  const [at = 0, id = ''] = cursor ?? [];
  const after = cursor && 'AND (toUnixTimestamp64Micro(received_at), rejection_id) < ({at:Int64}, {id:String})';
  const rows = await reads.rows<Row>(SQL(after ?? ''), { ...filters, limit: limit + 1, at, id }, limit + 1);
  return pageOf(
    rows,
    limit,
    (row) => [row.cursorAt, row.rejectionId],
    ({ cursorAt: _, ...item }) => item,
  );
}
