import { DOORS, splitOverDoors, type Door } from '@millrace/domain';
import { counter, gauge } from '@millrace/platform';
import type { Settings } from '../config.ts';
import { openIn } from './open-doors.ts';
import { PendingBytes } from './pending-bytes.ts';

export type Doors = Readonly<Record<Door, PendingBytes>>;

const pendingBytes = gauge('millrace_ingest_pending_bytes', 'Bytes let in that Kafka has not acknowledged', ['door']);
const limitBytes = gauge('millrace_ingest_pending_limit_bytes', 'Bytes that may wait at the door', ['door']);
const refused = counter('millrace_ingest_refused_total', 'Requests and messages not let in, by reason', [
  'door',
  'reason',
]);

/**
 * `full`: the door's bytes are spent. `share`: the caller's part of them is. `rate`: more readings a second than the credential may
 * send. `timeout`: let in, but not acknowledged in time. `dropped`: MQTT QoS 0, which cannot be refused. `paused`: the MQTT connection
 * was read no further for a while.
 */
export type Refusal = 'full' | 'share' | 'rate' | 'timeout' | 'dropped' | 'paused';

export function countRefused(door: Door, reason: Refusal): void {
  refused.inc({ door, reason });
}

/** The doors that the settings open, each with its part of MAX_PENDING_BYTES; /metrics shows how they stand. */
export function openDoors(settings: Settings): Doors {
  const parts = splitOverDoors(settings.MAX_PENDING_BYTES, openIn(settings));
  const doors = {
    http: new PendingBytes(parts.http),
    mqtt: new PendingBytes(parts.mqtt),
    sparkplug: new PendingBytes(parts.sparkplug),
  };
  const oldest = (g: { set(labels: { door: Door }, value: number): void }): void => {
    for (const door of DOORS) {
      pendingBytes.set({ door }, doors[door].bytes);
      limitBytes.set({ door }, doors[door].limit);
      g.set({ door }, doors[door].oldestSeconds);
    }
  };
  gauge('millrace_ingest_oldest_pending_seconds', 'Age of what waits longest for Kafka', ['door'], oldest);
  return doors;
}
