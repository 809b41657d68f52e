import type { EventContract } from './contract.ts';
import { DecodeError } from './decode-error.ts';
import type { AnyEvent } from './generated/index.ts';
import { readerFor, readerOf, type Reader } from './reader.ts';
import type { RegistryClient } from './registry-client.ts';
import { withRetries } from './retry.ts';

/** An id the registry did not know is asked for again after this long: it may have been registered since. */
const ASK_AGAIN_MS = 30_000;
/** Bounds what a flood of made-up ids can take; the oldest is forgotten first. */
const MOST_UNKNOWN_IDS = 10_000;

/** Where writer schemas are looked up. */
export type SchemaSource = Pick<RegistryClient, 'findSchema'>;

/** Readers by schema id. Ids never change their meaning, so a reader is kept for ever. */
export class Readers {
  readonly #known = new Map<number, Reader>();
  /** Id → when it may be asked for again, on the clock of performance.now(). */
  readonly #unknown = new Map<number, number>();
  readonly #underWay = new Map<number, Promise<void>>();
  readonly #byFullName = new Map<string, EventContract<AnyEvent>>();
  readonly #source: SchemaSource;
  readonly #retryMs: number;

  constructor(source: SchemaSource, ids: ReadonlyMap<EventContract<AnyEvent>, number>, retryMs: number) {
    this.#source = source;
    this.#retryMs = retryMs;
    for (const [contract, id] of ids) {
      this.#byFullName.set(contract.fullName, contract);
      this.#known.set(id, readerOf(contract));
    }
  }

  /** Reader of an id, or undefined if it was never fetched. An id the registry does not know has a reader that throws. */
  get(id: number): Reader | undefined {
    return this.#known.get(id) ?? (this.#unknown.has(id) ? unknownId(id) : undefined);
  }

  /** false: fetch() would ask the registry. */
  isFresh(id: number): boolean {
    return this.#known.has(id) || (this.#unknown.get(id) ?? 0) > performance.now();
  }

  async fetch(ids: Iterable<number>): Promise<void> {
    const work: Promise<void>[] = [];
    for (const id of ids) {
      if (this.isFresh(id)) continue;
      let one = this.#underWay.get(id);
      if (one === undefined) {
        one = this.#fetchOne(id).finally(() => this.#underWay.delete(id));
        this.#underWay.set(id, one);
      }
      work.push(one);
    }
    await Promise.all(work);
  }

  async #fetchOne(id: number): Promise<void> {
    const found = await withRetries(this.#retryMs, () => this.#source.findSchema(id));
    if (found === undefined) {
      this.#unknown.delete(id);
      this.#unknown.set(id, performance.now() + ASK_AGAIN_MS);
      const [oldest] = this.#unknown.keys();
      if (this.#unknown.size > MOST_UNKNOWN_IDS && oldest !== undefined) this.#unknown.delete(oldest);
      return;
    }
    this.#unknown.delete(id);
    const schema = found.schemaType === 'AVRO' ? found.schema : `{"not Avro": "${found.schemaType}"}`;
    this.#known.set(id, readerFor(id, schema, this.#byFullName));
  }
}

const unknownId = (id: number): Reader => ({
  read() {
    throw new DecodeError('UNKNOWN_SCHEMA_ID', `schema id ${id}: not known to the registry`);
  },
});
