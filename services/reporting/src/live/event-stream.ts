import { counter, gauge } from '@millrace/platform';
import type { ServerResponse } from 'node:http';
import { HEARTBEAT } from './sse.ts';

const open = gauge('millrace_event_streams', 'Event streams open now');
const dropped = counter(
  'millrace_event_streams_dropped_total',
  'Event streams closed because the client read too slowly',
);

const HEARTBEAT_MS = 15_000;

export interface EventStreamOptions {
  /** Bytes that may wait for the client before it is dropped. */
  readonly maxBufferBytes: number;
  /** Called once, however the stream ends. */
  onEnd(): void;
}

/** One client's stream of server-sent events over a raw response. What a slow client has not read is bounded. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #maxBufferBytes: number;

  constructor(response: ServerResponse, options: EventStreamOptions) {
    this.#response = response;
    this.#maxBufferBytes = options.maxBufferBytes;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no', // a proxy that collects answers would hold events back
    });
    response.flushHeaders();
    open.inc();
    const heartbeat = setInterval(() => this.send(HEARTBEAT), HEARTBEAT_MS);
    response.once('close', () => {
      clearInterval(heartbeat);
      open.dec();
      options.onEnd();
    });
  }

  send(frame: string): void {
    if (this.#response.destroyed || this.#response.writableEnded) return;
    this.#response.write(frame);
    if (this.#response.writableLength <= this.#maxBufferBytes) return;
    dropped.inc();
    this.#response.destroy();
  }

  end(): void {
    this.#response.end();
  }
}
