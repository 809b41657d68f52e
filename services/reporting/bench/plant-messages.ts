import { randomUUID } from 'node:crypto';
import type { TelemetryEnriched } from '@millrace/contracts';

/** Readings of one message. */
export const READINGS = 10;
const ASSETS = 200;
const T0 = Date.UTC(2026, 4, 1, 6) * 1000;

/** What a plant of 200 assets sends: ten metrics each, a message a second. */
export function* plantMessages(count: number): Generator<{ key: string; event: TelemetryEnriched }> {
  for (let i = 0; i < count; i++) {
    const asset = i % ASSETS;
    const occurredAt = T0 + Math.floor(i / ASSETS) * 1_000_000;
    const readings = Array.from({ length: READINGS }, (_, index) => ({
      ...{ index, metric: `metric-${index}`, occurredAt, unit: 'Cel', quality: 'GOOD' as const },
      value: 20 + 10 * Math.sin(i / 50 + index) + Math.random(),
    }));
    const event = {
      ...{ eventId: randomUUID(), tenant: 'acme', assetId: `press-${asset}`, deviceId: `gateway-${asset % 40}` },
      ...{ assetPath: `acme/hamburg/press-shop/line-${asset % 10}/press-${asset}`, receivedAt: occurredAt + 20_000 },
      ...{ sourcePartition: asset % 6, sourceOffset: i, shift: '2026-05-01/early', readings },
    };
    yield { key: `acme/press-${asset}`, event };
  }
}
