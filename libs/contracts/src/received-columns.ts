import { isUtf8 } from 'node:buffer';
import type { ValueKind } from './enriched-block.ts';
import type { Protocol, Quality } from './generated/index.ts';
import { QuickCursor } from './quick-cursor.ts';
import type { ValueColumns } from './read-value.ts';

/** Who sent a message. */
export interface ReceivedSource {
  readonly tenant: string;
  readonly deviceId: string;
}

const cursor = new QuickCursor();

/**
 * A TelemetryReceived as it lies in its bytes, its readings by columns: numbers are read, texts are places in the bytes, because
 * most of them are only compared and copied. Of each column the first `count` places are its own. One object takes one record after
 * the other.
 */
export class ReceivedColumns implements ValueColumns {
  bytes: Buffer = Buffer.alloc(0);
  /** The event id, which is ASCII. */
  eventIdAt = 0;
  eventIdEnd = 0;
  /** Tenant and device id, one behind the other, each with its length before it. */
  sourceAt = 0;
  sourceEnd = 0;
  protocol: Protocol = 'UNKNOWN';
  /** Microseconds since 1970 UTC. */
  receivedAt = 0;
  sequence: number | null = null;
  count = 0;
  metricAt = new Int32Array(64);
  metricEnd = new Int32Array(64);
  /** Microseconds since 1970 UTC. */
  occurredAt = new Float64Array(64);
  kind = new Uint8Array(64);
  number = new Float64Array(64);
  /** A text is ASCII. */
  textAt = new Int32Array(64);
  textEnd = new Int32Array(64);
  readonly quality: Quality[] = [];

  /** Makes room for the `count` readings of a record that is about to be filled in. */
  reserve(count: number): void {
    if (count <= this.kind.length) return;
    const size = Math.max(count, 2 * this.kind.length);
    this.metricAt = new Int32Array(size);
    this.metricEnd = new Int32Array(size);
    this.occurredAt = new Float64Array(size);
    this.kind = new Uint8Array(size);
    this.number = new Float64Array(size);
    this.textAt = new Int32Array(size);
    this.textEnd = new Int32Array(size);
  }

  /** A text of the record. What is no UTF-8 becomes U+FFFD. */
  text(at: number, end: number): string {
    return this.bytes.toString('utf8', at, end);
  }

  kindOf(place: number): ValueKind {
    return this.kind[place] as ValueKind;
  }

  /** Who sent it, as texts; undefined when one of them is no UTF-8, so that its bytes and its text are not the same. */
  source(): ReceivedSource | undefined {
    cursor.start(this.bytes, this.sourceAt);
    const tenant = this.#next();
    const deviceId = this.#next();
    return tenant === undefined || deviceId === undefined ? undefined : { tenant, deviceId };
  }

  /** The cursor's next text; undefined when it is no UTF-8. */
  #next(): string | undefined {
    const at = cursor.text();
    return isUtf8(this.bytes.subarray(at, cursor.at)) ? this.text(at, cursor.at) : undefined;
  }
}
