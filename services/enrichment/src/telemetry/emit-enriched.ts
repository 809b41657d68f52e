import { TelemetryEnriched, topic, type Codecs, type TelemetryReceived } from '@millrace/contracts';
import type { AssetReadings } from '@millrace/domain';
import type { InRecord } from '@millrace/streaming';
import type { Outlet } from '../outlet.ts';

/** One record an asset on `telemetry.enriched`, each saying where the device message stands. */
export function emitEnriched(
  outlet: Outlet,
  codecs: Pick<Codecs, 'encode'>,
  message: TelemetryReceived,
  record: InRecord,
  assets: readonly AssetReadings[],
): void {
  const { eventId, tenant, deviceId, receivedAt } = message;
  for (const { assetId, assetPath, shift, readings } of assets) {
    const value = codecs.encode(TelemetryEnriched, {
      eventId,
      tenant,
      assetId,
      assetPath,
      deviceId,
      receivedAt,
      sourcePartition: record.partition,
      sourceOffset: record.offset,
      shift,
      readings,
    });
    outlet.emit({ topic: topic.telemetryEnriched, key: `${tenant}/${assetId}`, value }, record);
  }
}
