import { randomUUID } from 'node:crypto';
import {
  AssetRegistered,
  MetricBound,
  TelemetryEnriched,
  TelemetryReceived,
  topic,
  type Codecs,
} from '@millrace/contracts';
import type { OutRecord } from '@millrace/streaming';
import {
  assetOf,
  plantAssets,
  plantMessages,
  TENANT,
  type PlantAsset,
  type PlantMessage,
  type PlantSize,
} from './plant.ts';

/** The plant as its registry's events. */
export function* registryRecords(codecs: Codecs, size: PlantSize): Generator<OutRecord> {
  for (const { assetId, assetPath, deviceId, bindings } of plantAssets(size)) {
    const base = { tenant: TENANT, assetId, actor: 'bench', occurredAt: 1 };
    const ids = (): { eventId: string; commandId: string } => ({ eventId: randomUUID(), commandId: randomUUID() });
    const record = (value: Buffer): OutRecord => ({ topic: topic.assetsEvents, key: `${TENANT}/${assetId}`, value });
    const place = { name: assetId, level: 'WORK_UNIT', parentId: null, path: assetPath, typeId: null } as const;
    yield record(codecs.encode(AssetRegistered, { ...base, ...ids(), ...place, version: 1 }));
    for (const [index, { metric, deviceMetric, unit, factor, offset, low, high }] of bindings.entries()) {
      const conversion = { sourceUnit: '[degF]', unit, factor, offset, rangeLow: low, rangeHigh: high };
      const bound = { ...base, ...ids(), metric, deviceId, deviceMetric, ...conversion, version: 2 + index };
      yield record(codecs.encode(MetricBound, bound));
    }
  }
}

/** The plant's assets for the peer's table, keyed by device. */
export function* assetRecords(to: string, size: PlantSize): Generator<OutRecord> {
  for (const { deviceId, assetId, assetPath, bindings } of plantAssets(size)) {
    const value = Buffer.from(JSON.stringify({ assetId, assetPath, bindings }));
    yield { topic: to, key: `${TENANT}/${deviceId}`, value };
  }
}

/** Device messages as ingestion writes them. */
export function* receivedRecords(codecs: Codecs, size: PlantSize): Generator<OutRecord> {
  for (const message of plantMessages(size)) yield receivedRecord(codecs, message);
}

export function receivedRecord(codecs: Codecs, message: PlantMessage): OutRecord {
  const value = codecs.encode(TelemetryReceived, { ...message, protocol: 'MQTT' });
  return { topic: topic.telemetryReceived, key: `${TENANT}/${message.deviceId}`, value };
}

/** The same messages for the peer. */
export function* receivedJson(to: string, size: PlantSize): Generator<OutRecord> {
  for (const message of plantMessages(size)) {
    yield { topic: to, key: `${TENANT}/${message.deviceId}`, value: Buffer.from(JSON.stringify(message)) };
  }
}

/** Enriched messages as enrichment writes them. */
export function* enrichedRecords(codecs: Codecs, size: PlantSize): Generator<OutRecord> {
  for (const event of enriched(size)) {
    const value = codecs.encode(TelemetryEnriched, { ...event, sourcePartition: 0, sourceOffset: 0, shift: null });
    yield { topic: topic.telemetryEnriched, key: `${TENANT}/${event.assetId}`, value };
  }
}

/** The same for the peer. */
export function* enrichedJson(to: string, size: PlantSize): Generator<OutRecord> {
  for (const event of enriched(size)) {
    yield { topic: to, key: `${TENANT}/${event.assetId}`, value: Buffer.from(JSON.stringify(event)) };
  }
}

type Enriched = Omit<TelemetryEnriched, 'sourcePartition' | 'sourceOffset' | 'shift'>;

function* enriched(size: PlantSize): Generator<Enriched> {
  let number = size.first ?? 0;
  for (const message of plantMessages(size)) {
    yield enrich(message, assetOf(number % size.assets, size.readingsPerMessage));
    number += 1;
  }
}

function enrich(message: PlantMessage, { assetId, assetPath, bindings }: PlantAsset): Enriched {
  const { eventId, tenant, deviceId, receivedAt } = message;
  const readings = message.readings.map(({ occurredAt, value, quality }, index) => {
    const { metric = '', unit = '', factor = 1, offset = 0 } = bindings[index] ?? {};
    return { index, metric, occurredAt, value: value * factor + offset, unit, quality };
  });
  return { eventId, tenant, assetId, assetPath, deviceId, receivedAt, readings };
}
