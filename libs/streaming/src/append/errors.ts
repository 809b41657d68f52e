/** More records wait than may: try again later (HTTP 503 with Retry-After, MQTT without acknowledgement). */
export class BackpressureError extends Error {
  readonly queuedBytes: number;
  readonly maxQueuedBytes: number;

  constructor(queuedBytes: number, maxQueuedBytes: number) {
    super(`queue: ${queuedBytes} bytes wait for Kafka: at most ${maxQueuedBytes} may`);
    this.name = 'BackpressureError';
    this.queuedBytes = queuedBytes;
    this.maxQueuedBytes = maxQueuedBytes;
  }
}

export class RecordTooLargeError extends Error {
  constructor(topic: string, bytes: number, limit: number) {
    super(`value: ${bytes} bytes for ${topic}: at most ${limit} fit into one record`);
    this.name = 'RecordTooLargeError';
  }
}

/** The record could not be confirmed in time. It may be there all the same. */
export class DeliveryTimeoutError extends Error {
  constructor(topic: string, partition: number, afterMs: number, cause: unknown) {
    super(`${topic}-${partition} confirmed nothing for ${afterMs} ms`, { cause });
    this.name = 'DeliveryTimeoutError';
  }
}
