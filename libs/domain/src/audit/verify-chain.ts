import { CHAIN_START, chained, type ChainedRecord, type ChainHead, type Digest } from './chain.ts';

/** A seal as it was written. */
export interface Sealed {
  readonly fromOffset: number;
  readonly toOffset: number;
  readonly records: number;
  readonly previous: string;
  readonly seal: string;
}

/** Where a partition is not what was sealed. */
export interface BrokenSeal {
  readonly fromOffset: number;
  readonly toOffset: number;
  /** What does not hold, for people. */
  readonly rule: string;
}

export interface ChainFinding {
  /** Records that are there. */
  readonly records: number;
  readonly seals: number;
  /** Records behind the last seal: they were written a moment ago, or nothing seals any more. */
  readonly unsealed: number;
  readonly broken: readonly BrokenSeal[];
  /** The last seal: kept somewhere else, it proves later that the chain has not been made anew. */
  readonly head: ChainHead;
}

/** Goes along one partition, record by record in their order, and tells where it differs from what its seals say. */
export class ChainVerifier {
  readonly #seals: readonly Sealed[];
  readonly #expected: ChainHead | undefined;
  readonly #digest: Digest;
  readonly #broken: BrokenSeal[] = [];
  #head = CHAIN_START;
  #next = 0;
  #records = 0;
  #unsealed = 0;

  /**
   * @param seals of the partition, in the order in which they were written
   * @param expected a head that an earlier verification gave: the chain must still go through it
   */
  constructor(seals: readonly Sealed[], digest: Digest, expected?: ChainHead) {
    this.#seals = seals;
    this.#digest = digest;
    this.#expected = expected;
  }

  add(record: ChainedRecord): void {
    this.#closeBefore(record.offset);
    this.#records += 1;
    if (this.#next < this.#seals.length) this.#head = chained(this.#head, record, this.#digest);
    else this.#unsealed += 1;
  }

  finish(): ChainFinding {
    this.#closeBefore(Infinity);
    const { records, seal } = this.#expected ?? CHAIN_START;
    const isThere = records === 0 || this.#seals.some((one) => one.records === records && one.seal === seal);
    if (!isThere) {
      const rule = `the seal ${seal} of ${records} records, which was there before, must still be in the chain`;
      this.#broken.push({ fromOffset: 0, toOffset: 0, rule });
    }
    const last = this.#seals.at(-1);
    const head = last === undefined ? CHAIN_START : { records: last.records, seal: last.seal };
    const [count, unsealed] = [this.#records, this.#unsealed];
    return { records: count, seals: this.#seals.length, unsealed, broken: this.#broken, head };
  }

  /** Compares with every seal whose stretch ends before an offset. */
  #closeBefore(offset: number): void {
    for (
      let seal = this.#seals[this.#next];
      seal !== undefined && seal.toOffset < offset;
      seal = this.#seals[this.#next]
    ) {
      const before = this.#seals[this.#next - 1] ?? { ...CHAIN_START, toOffset: -1 };
      if (seal.previous !== before.seal || seal.fromOffset <= before.toOffset) {
        this.#say(seal, 'the seal must follow the one before it');
      } else if (this.#head.seal !== seal.seal || this.#head.records !== seal.records) {
        const found = this.#head.records - before.records;
        const wanted = seal.records - before.records;
        this.#say(
          seal,
          found === wanted
            ? 'the records must be as they were sealed'
            : `there must be ${wanted} records, there are ${found}`,
        );
      }
      // From what was sealed, so that each seal is judged by itself.
      this.#head = { records: seal.records, seal: seal.seal };
      this.#next += 1;
    }
  }

  #say({ fromOffset, toOffset }: Sealed, rule: string): void {
    this.#broken.push({ fromOffset, toOffset, rule });
  }
}
