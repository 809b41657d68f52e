import { randomUUID } from 'node:crypto';
import { AssetRegistered, MetricBound, TelemetryReceived, topic, type Codecs } from '@millrace/contracts';
import type { OutRecord } from '@millrace/streaming';
import type { BenchOptions } from './options.ts';

export const TENANT = 'bench';
const deviceOf = (asset: number): string => `device-${asset}`;
const channelOf = (metric: number): string => `channel/${metric}`;

/** The plant as its registry's events: every asset with as many bound metrics as its device sends readings. */
export function* plantEvents(codecs: Codecs, { assets, readingsPerMessage }: BenchOptions): Generator<OutRecord> {
  for (let asset = 0; asset < assets; asset++) {
    const assetId = `machine-${asset}`;
    const base = { commandId: randomUUID(), tenant: TENANT, assetId, actor: 'bench', occurredAt: 1 };
    const place = {
      name: assetId,
      level: 'WORK_UNIT',
      parentId: null,
      path: `bench/site/area/line-${asset % 100}/${assetId}`,
    } as const;
    const record = (value: Buffer): OutRecord => ({ topic: topic.assetsEvents, key: `${TENANT}/${assetId}`, value });
    yield record(codecs.encode(AssetRegistered, { ...base, ...place, eventId: randomUUID(), version: 1 }));
    for (let metric = 0; metric < readingsPerMessage; metric++) {
      const source = { metric: `metric-${metric}`, deviceId: deviceOf(asset), deviceMetric: channelOf(metric) };
      const conversion = {
        sourceUnit: '[degF]',
        unit: 'Cel',
        factor: 5 / 9,
        offset: -160 / 9,
        rangeLow: -20,
        rangeHigh: 150,
      };
      yield record(
        codecs.encode(MetricBound, { ...base, ...source, ...conversion, eventId: randomUUID(), version: 2 + metric }),
      );
    }
  }
}

/** Device messages of the plant, one after the other around all assets. */
export function* plantMessages(
  codecs: Codecs,
  { assets, messages, readingsPerMessage }: BenchOptions,
): Generator<OutRecord> {
  const start = Date.now() * 1000;
  for (let message = 0; message < messages; message++) {
    const deviceId = deviceOf(message % assets);
    const occurredAt = start + message * 50;
    const readings = Array.from({ length: readingsPerMessage }, (_, metric) => ({
      ...{ metric: channelOf(metric), occurredAt, quality: 'GOOD' as const },
      value: 68 + Math.sin(message + metric) * 10,
    }));
    const envelope = {
      eventId: randomUUID(),
      tenant: TENANT,
      deviceId,
      receivedAt: occurredAt + 900,
      sequence: message,
    };
    const value = codecs.encode(TelemetryReceived, { ...envelope, protocol: 'MQTT', readings });
    yield { topic: topic.telemetryReceived, key: `${TENANT}/${deviceId}`, value };
  }
}
