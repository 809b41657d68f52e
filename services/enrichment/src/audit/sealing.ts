import { AuditSealed, eventRecord, type Codecs, type Decoded } from '@millrace/contracts';
import { CHAIN_START, chained, type ChainHead } from '@millrace/domain';
import { nowMicros, uuidV5 } from '@millrace/platform';
import { deadLetter, ok, type InRecord, type StepResult } from '@millrace/streaming';
import type { Outlet } from '../outlet.ts';
import { SOURCE } from '../source.ts';
import { digest } from './digest.ts';
import { chainHeads, HEAD } from './seal-store.ts';

const DONE = ok(undefined);
const NOTHING = Buffer.alloc(0);

/** Seals one stretch of a partition of `audit.events`: a batch of it. */
export class Sealing {
  readonly #outlet: Outlet;
  readonly #partition: number;
  readonly #before: ChainHead;
  #head: ChainHead;
  #first: InRecord | undefined;
  #last: InRecord | undefined;

  constructor(outlet: Outlet, partition: number) {
    this.#outlet = outlet;
    this.#partition = partition;
    this.#before = outlet.store(chainHeads).get(HEAD) ?? CHAIN_START;
    this.#head = this.#before;
  }

  /** Takes a record into the chain; what is no action is a dead letter, and no part of it. */
  take(decoded: Decoded, record: InRecord): StepResult<undefined> {
    if (decoded.type !== 'ActionRecorded') {
      return deadLetter({ code: 'UNEXPECTED_TYPE', detail: `${decoded.type}: ${record.topic} holds ActionRecorded` });
    }
    const { offset, key, value } = record;
    this.#head = chained(this.#head, { offset, key: key ?? NOTHING, value: value ?? NOTHING }, digest);
    this.#first ??= record;
    this.#last = record;
    return DONE;
  }

  /** Writes the seal of what was taken, in the transaction that says how far the partition has been read. */
  seal(codecs: Pick<Codecs, 'encode'>): void {
    if (this.#first === undefined || this.#last === undefined) return;
    const sealedAt = nowMicros();
    const { records, seal } = this.#head;
    const eventId = uuidV5(AuditSealed.fullName, String(this.#partition), seal);
    const event: AuditSealed = {
      ...{ eventId, partition: this.#partition, fromOffset: this.#first.offset, toOffset: this.#last.offset },
      ...{ records, previous: this.#before.seal, seal, sealedAt },
    };
    const about = { key: String(this.#partition), id: eventId, source: SOURCE, time: sealedAt };
    this.#outlet.emit(eventRecord(codecs, AuditSealed, event, about), this.#last);
    this.#outlet.store(chainHeads).set(HEAD, this.#head);
  }
}
