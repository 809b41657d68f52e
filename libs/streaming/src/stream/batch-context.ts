import { StepError } from '../step.ts';
import { MAX_RECORD_BYTES } from '../topics/topic-config.ts';
import type { BatchTraces } from '../tracing.ts';
import type { Batch, InRecord, OutRecord, Reason, StoreContent, StoreSpec } from '../types.ts';
import { bytesOf } from '../produce/sends.ts';
import { storeOf } from './store-of.ts';

export interface BatchContextParts {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly InRecord[];
  readonly stores: ReadonlyMap<string, StoreContent>;
  readonly traces: BatchTraces;
  readonly signal: AbortSignal;
  heartbeat(): Promise<void>;
  toDeadLetter(record: InRecord, reason: Reason): OutRecord;
}

/** Collects what a handler does with a chunk; nothing leaves before the transaction. */
export class BatchContext implements Batch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly InRecord[];
  readonly signal: AbortSignal;
  cause: InRecord | undefined;
  readonly outcomes = new Map<string, number>();
  readonly #parts: BatchContextParts;
  readonly #outputs: OutRecord[] = [];

  constructor(parts: BatchContextParts) {
    this.topic = parts.topic;
    this.partition = parts.partition;
    this.records = parts.records;
    this.signal = parts.signal;
    this.#parts = parts;
  }

  get outputs(): readonly OutRecord[] {
    return this.#outputs;
  }

  store<S extends StoreContent>(spec: StoreSpec<S>): S {
    return storeOf(this.#parts.stores, spec);
  }

  emit(record: OutRecord, causedBy: InRecord | undefined = this.cause): void {
    if (bytesOf(record) > MAX_RECORD_BYTES) {
      const detail = `an output for ${record.topic} has ${bytesOf(record)} bytes, more than ${MAX_RECORD_BYTES}`;
      throw new StepError({ code: 'OUTPUT_TOO_LARGE', detail, rule: `at most ${MAX_RECORD_BYTES} bytes` });
    }
    const traceparent = this.#parts.traces.headerFor(causedBy);
    this.#outputs.push(traceparent === undefined ? record : { ...record, headers: { ...record.headers, traceparent } });
  }

  deadLetter(record: InRecord, reason: Reason): void {
    this.#outputs.push(this.#parts.toDeadLetter(record, reason));
    this.count('dead_letter');
  }

  count(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  mark(): number {
    return this.#outputs.length;
  }

  rollback(mark: number): void {
    this.#outputs.length = mark;
  }

  heartbeat(): Promise<void> {
    return this.#parts.heartbeat();
  }
}
