import type { EventContract } from './contract.ts';
import { DecodeError } from './decode-error.ts';
import type { Decoded } from './decoded.ts';
import { encodeValue } from './encoder.ts';
import { ALL_CONTRACTS, type AnyEvent } from './generated/index.ts';
import { Readers, type SchemaSource } from './readers.ts';
import { RegistryClient } from './registry-client.ts';
import { lookUpContract, registerContract } from './registration.ts';
import { withRetries } from './retry.ts';
import { schemaIdOf } from './wire-format.ts';

export interface CodecsOptions {
  /** Confluent API of the registry, e.g. `http://127.0.0.1:8090/apis/ccompat/v7`. */
  readonly registryUrl: string;
  /** What this process writes and reads; every contract by default. */
  readonly contracts?: readonly EventContract<AnyEvent>[];
  /** true: register what is missing; false: fail naming the subject that is missing. */
  readonly autoRegister: boolean;
  /** How long connecting and fetching a schema are retried while the registry does not answer. Default 60,000 ms. */
  readonly retryMs?: number;
}

const DEFAULT_RETRY_MS = 60_000;
/** Registries handle a handful of writes at a time well; the whole catalogue at once they do not. */
const REQUESTS_AT_ONCE = 4;

/** Encodes and decodes record values in the Confluent wire format. One per process: it holds the schema ids. */
export class Codecs {
  readonly #ids: ReadonlyMap<EventContract<AnyEvent>, number>;
  readonly #readers: Readers;
  readonly #source: SchemaSource;
  readonly #retryMs: number;

  private constructor(ids: ReadonlyMap<EventContract<AnyEvent>, number>, source: SchemaSource, retryMs: number) {
    this.#ids = ids;
    this.#readers = new Readers(source, ids, retryMs);
    this.#source = source;
    this.#retryMs = retryMs;
  }

  /** Learns the schema ids of the contracts; throws RegistryError. */
  static async connect(options: CodecsOptions): Promise<Codecs> {
    const { contracts = ALL_CONTRACTS, retryMs = DEFAULT_RETRY_MS, autoRegister } = options;
    const client = new RegistryClient(options.registryUrl);
    const learn = autoRegister ? registerContract : lookUpContract;
    const ids = new Map<EventContract<AnyEvent>, number>();
    const queue = [...contracts];
    const worker = async (): Promise<void> => {
      for (let contract = queue.shift(); contract !== undefined; contract = queue.shift()) {
        ids.set(contract, await learn(client, contract, retryMs));
      }
    };
    await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, worker));
    return new Codecs(ids, client, retryMs);
  }

  /**
   * Codecs with ids 1, 2, 3, … in the order of the contracts and no registry behind them: for tests and benchmarks. What they write
   * can be read by codecs made of the same contracts only.
   */
  static withoutRegistry(contracts: readonly EventContract<AnyEvent>[] = ALL_CONTRACTS): Codecs {
    const ids = new Map(contracts.map((contract, index) => [contract, index + 1]));
    return new Codecs(ids, { findSchema: () => Promise.resolve(undefined) }, 0);
  }

  /** Throws EncodeError naming the field if the value does not follow the contract. */
  encode<T>(contract: EventContract<T>, value: NoInfer<T>): Buffer {
    return encodeValue(contract, this.idOf(contract), value);
  }

  /** Schema id of a contract's current version in the registry. */
  idOf<T>(contract: EventContract<T>): number {
    const id = this.#ids.get(contract as EventContract<unknown> as EventContract<AnyEvent>);
    if (id === undefined) throw new Error(`${contract.name}: not among the contracts these codecs were connected with`);
    return id;
  }

  /** The writer schema of an id as JSON, undefined if the registry knows none; throws RegistryError if it does not answer. */
  async findSchema(id: number): Promise<string | undefined> {
    for (const [contract, own] of this.#ids) if (own === id) return contract.schemaJson;
    const found = await withRetries(this.#retryMs, () => this.#source.findSchema(id));
    return found?.schemaType === 'AVRO' ? found.schema : undefined;
  }

  /** undefined if the writer schema has not been fetched yet (see prepare, decodeAsync); throws DecodeError. */
  decode(value: Buffer): Decoded | undefined {
    return this.#readers.get(schemaIdOf(value))?.read(value);
  }

  /** Fetches the writer schema if need be; throws DecodeError, or RegistryError if the registry does not answer. */
  async decodeAsync(value: Buffer): Promise<Decoded> {
    const id = schemaIdOf(value);
    await this.#readers.fetch([id]);
    const reader = this.#readers.get(id);
    if (reader === undefined) throw new DecodeError('UNKNOWN_SCHEMA_ID', `schema id ${id}: not known to the registry`);
    return reader.read(value);
  }

  /**
   * Fetches every writer schema these values need, so that decode() answers or throws DecodeError for each of them. Values that are
   * corrupt and ids the registry does not know are left for decode() to throw; throws RegistryError if the registry does not answer.
   */
  async prepare(values: Iterable<Buffer | null>): Promise<void> {
    let missing: Set<number> | undefined;
    for (const value of values) {
      if (value === null || value.length < 5 || value[0] !== 0) continue;
      const id = value.readInt32BE(1);
      if (!this.#readers.isFresh(id)) (missing ??= new Set()).add(id);
    }
    if (missing !== undefined) await this.#readers.fetch(missing);
  }
}
