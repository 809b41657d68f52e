import type { Reads } from '../store/reads.ts';
import { type StoredValue, VALUE_COLUMNS, valueOf } from './stored-value.ts';

export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** One stored reading and the way it came. */
export interface TracedReading {
  readonly assetId: string;
  readonly assetPath: string;
  readonly metric: string;
  readonly index: number;
  readonly value: number | string | boolean | null;
  readonly unit: string;
  readonly quality: string;
  readonly deviceId: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly insertedAt: string;
  readonly received: Position;
  readonly enriched: Position;
  /** Empty unless the message was sampled for tracing. */
  readonly traceId: string;
  /** What a correction in effect makes of it: the value that counts, null when it does not count. Null of a reading nobody corrected. */
  readonly correction: { readonly correctionId: string; readonly value: number | string | boolean | null } | null;
}

type Row = Omit<TracedReading, 'value' | 'received' | 'enriched' | 'correction'> &
  StoredValue & { sourcePartition: number; sourceOffset: number; kafkaPartition: number; kafkaOffset: number };

/** A device message has no more readings than this. */
export const MAX_READINGS = 10_000;

const SQL = `
SELECT asset_id AS assetId, asset_path AS assetPath, metric, reading_index AS index, ${VALUE_COLUMNS}, unit, quality,
  device_id AS deviceId, occurred_at AS occurredAt, received_at AS receivedAt, inserted_at AS insertedAt,
  source_partition AS sourcePartition, source_offset AS sourceOffset, kafka_partition AS kafkaPartition,
  kafka_offset AS kafkaOffset, trace_id AS traceId
FROM readings
WHERE tenant = {tenant:String} AND event_id = {eventId:UUID}
ORDER BY reading_index, asset_id, metric
LIMIT ${MAX_READINGS}`;

const CORRECTED = `
SELECT asset_id AS assetId, reading_index AS index, correction_id AS correctionId,
  if(counts, value, NULL) AS number, if(counts, value_text, NULL) AS text, if(counts, value_bool, NULL) AS bool
FROM corrected_day_readings
WHERE tenant = {tenant:String} AND event_id = {eventId:UUID} AND correction_id != ''
LIMIT ${MAX_READINGS}`;
type CorrectedRow = StoredValue & { assetId: string; index: number; correctionId: string };

/** Every stored reading of one device message as the device said it, with its places on the topics and what corrections make of it. */
export async function lineage(reads: Reads, asked: { tenant: string; eventId: string }): Promise<TracedReading[]> {
  const [rows, corrected] = await Promise.all([
    reads.rows<Row>(SQL, asked, MAX_READINGS),
    reads.rows<CorrectedRow>(CORRECTED, asked, MAX_READINGS),
  ]);
  const corrections = new Map(corrected.map((row) => [`${row.index} ${row.assetId}`, row]));
  return rows.map(({ number, text, bool, sourcePartition, sourceOffset, kafkaPartition, kafkaOffset, ...reading }) => {
    const correction = corrections.get(`${reading.index} ${reading.assetId}`);
    return {
      ...reading,
      value: valueOf({ number, text, bool }),
      received: { topic: 'telemetry.received', partition: sourcePartition, offset: sourceOffset },
      enriched: { topic: 'telemetry.enriched', partition: kafkaPartition, offset: kafkaOffset },
      correction: correction ? { correctionId: correction.correctionId, value: valueOf(correction) } : null,
    };
  });
}
