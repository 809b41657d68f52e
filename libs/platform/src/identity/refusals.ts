import { counter } from '../metrics/registry.ts';
import type { Caller } from './caller.ts';

/** What was refused, and why. */
export interface Refusal {
  /** Upper case, for programs. */
  readonly code: string;
  readonly detail: string;
  /** Method and path, as the router has them. */
  readonly route: string;
}

/** A refusal that goes on record. */
export interface RecordedRefusal extends Refusal {
  /** Empty when it is not known whom it was for. */
  readonly tenant: string;
  /** Name of the caller, or the address an unknown one calls from. */
  readonly actor: string;
  /** How many more like it there were since the last one on record. */
  readonly more: number;
}

export type OnRefusal = (refusal: RecordedRefusal) => void;

const refused = counter('millrace_access_refused_total', 'Requests refused for want of a credential or a right', [
  'code',
]);
/** Of refusals that are alike, one goes on record in this time: a record of its own for each would be a way to fill the disk. */
const ALIKE_MS = 10_000;
const MOST_KINDS = 10_000;

interface Kind {
  until: number;
  more: number;
}

/** Every refusal for want of a credential or a right: counted, and put on record by whoever listens. */
export class Refusals {
  readonly #kinds = new Map<string, Kind>();
  #record: OnRefusal = () => undefined;

  /** Who puts refusals on record. */
  use(record: OnRefusal): void {
    this.#record = record;
  }

  ofCaller({ tenant, name }: Pick<Caller, 'tenant' | 'name'>, refusal: Refusal): void {
    this.#refused({ ...refusal, tenant, actor: name });
  }

  /** @param address network address of the client */
  ofNobody(address: string, refusal: Refusal): void {
    this.#refused({ ...refusal, tenant: '', actor: address });
  }

  #refused(refusal: Omit<RecordedRefusal, 'more'>): void {
    refused.inc({ code: refusal.code });
    const now = performance.now();
    const key = JSON.stringify([refusal.tenant, refusal.actor, refusal.code, refusal.route]);
    const known = this.#kinds.get(key);
    if (known !== undefined && now < known.until) {
      known.more += 1;
      return;
    }
    this.#kinds.delete(key);
    const [oldest] = this.#kinds.keys();
    if (this.#kinds.size >= MOST_KINDS && oldest !== undefined) this.#kinds.delete(oldest);
    this.#kinds.set(key, { until: now + ALIKE_MS, more: 0 });
    this.#record({ ...refusal, more: known?.more ?? 0 });
  }
}
