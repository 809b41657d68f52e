import { randomUUID } from 'node:crypto';
import type { ReadingRow } from '../src/index.ts';

const T0 = Date.UTC(2026, 4, 1, 6) * 1000;
const METRICS = 10;
const ASSETS = 200;

/** Rows as a plant makes them: 200 assets, a message of 10 readings a second each; `block` moves the time on. */
export function plantRows(count: number, block: number): ReadingRow[] {
  const rows: ReadingRow[] = [];
  for (let i = 0; i < count; i += METRICS) {
    const message = i / METRICS + (block * count) / METRICS;
    const asset = message % ASSETS;
    const occurredAt = T0 + Math.floor(message / ASSETS) * 1_000_000;
    const eventId = randomUUID();
    for (let index = 0; index < METRICS; index++) {
      rows.push({
        tenant: 'acme',
        assetId: `press-${asset}`,
        assetPath: `acme/hamburg/press-shop/line-${asset % 10}/press-${asset}`,
        metric: `metric-${index}`,
        occurredAt,
        receivedAt: occurredAt + 20_000,
        value: 20 + 10 * Math.sin(message / 50 + index) + Math.random(),
        valueText: null,
        valueBool: null,
        unit: 'Cel',
        quality: 'GOOD',
        deviceId: `gateway-${asset % 40}`,
        eventId,
        readingIndex: index,
        shift: '2026-05-01/early',
        sourcePartition: asset % 6,
        sourceOffset: message,
        kafkaPartition: asset % 6,
        kafkaOffset: message,
        traceId: '',
      });
    }
  }
  return rows;
}
