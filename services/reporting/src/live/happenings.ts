import type { Decoded } from '@millrace/contracts';
import type { Happening, LiveHub } from './live-hub.ts';

const iso = (micros: number): string => new Date(micros / 1000).toISOString();

/** Instants of an event's value, which go out as ISO 8601. */
const INSTANTS = new Set(['occurredAt', 'detectedAt', 'openedAt']);

function toJson(type: string, value: object): string {
  const fields = Object.entries(value).filter(([field]) => field !== 'tenant');
  const shown = fields.map(([field, it]) => [
    field,
    INSTANTS.has(field) && typeof it === 'number' ? iso(it) : (it as unknown),
  ]);
  return JSON.stringify({ type, ...Object.fromEntries(shown) });
}

function happening(
  kind: Happening['kind'],
  { type, value }: { type: string; value: { tenant: string; assetPath: string } },
): Happening {
  return { kind, tenant: value.tenant, assetPath: value.assetPath, json: toJson(type, value) };
}

/** Tells the hub what an event of one of the followed topics means for those who listen. */
export function tell(hub: LiveHub, decoded: Decoded): void {
  switch (decoded.type) {
    case 'TelemetryEnriched': {
      const { tenant, assetId, assetPath, readings } = decoded.value;
      for (const { metric, occurredAt, value, unit, quality } of readings) {
        hub.changed({ tenant, assetId, assetPath, metric, occurredAt, value, unit, quality });
      }
      return;
    }
    case 'AnomalyOpened':
    case 'AnomalyUpdated':
    case 'AnomalyClosed':
      return hub.happened(happening('anomalies', decoded));
    case 'AlarmRaised':
    case 'AlarmAcknowledged':
    case 'AlarmReturnedToNormal':
      return hub.happened(happening('alarms', decoded));
    default: // refused commands concern only who sent them
  }
}
