import { DOORS, splitOverDoors, type Door } from '@millrace/domain';
import { counter, gauge } from '@millrace/platform';
import type { Settings } from '../config.ts';
import { openIn } from './open-doors.ts';
import { PendingBytes } from './pending-bytes.ts';

export type Doors = Readonly<Record<Door, PendingBytes>>;

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
  const timelySeconds = settings.MAX_WAIT_SECONDS / 2;
  const doorOf = (door: Door): PendingBytes => new PendingBytes({ limit: parts[door], timelySeconds });
  const doors = { http: doorOf('http'), mqtt: doorOf('mqtt'), sparkplug: doorOf('sparkplug') };
  const show = (name: string, help: string, value: (door: PendingBytes) => number): void => {
    gauge(name, help, ['door'], (shown) => DOORS.forEach((door) => shown.set({ door }, value(doors[door]))));
  };
  show('millrace_ingest_pending_bytes', 'Bytes let in that Kafka has not acknowledged', ({ bytes }) => bytes);
  show('millrace_ingest_pending_limit_bytes', 'Bytes that may wait at the door', ({ limit }) => limit);
  show('millrace_ingest_oldest_pending_seconds', 'Age of what waits longest', ({ oldestSeconds }) => oldestSeconds);
  return doors;
}
