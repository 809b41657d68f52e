import { createRequire } from 'node:module';

/** What kafkajs 2.2.4 has of the queue of one connection's requests, as far as this is about it. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  /** Milliseconds since 1970 until which the broker wants us to pause (KIP-219); -1: it does not. */
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const LOOK_AGAIN_MS = 10;
const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };

/**
 * kafkajs looks through the requests that wait in a connection after every answer, and each look sets a timer for the next one, for a
 * time in the past when no broker throttles: from the first answer on, every connection ever made wakes the process once a
 * millisecond. A timer is of use only while something waits.
 */
prototype.scheduleCheckPendingRequests = function () {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId !== null) return;
  const wait = Math.max(this.throttledUntil - Date.now(), LOOK_AGAIN_MS);
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, wait);
};
