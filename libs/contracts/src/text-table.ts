import { isUtf8 } from 'node:buffer';
import { ByteTable } from './byte-table.ts';

/** Distinct texts, each with a number in the order in which they came. Number 0 is the empty text, which is always there. */
export class TextTable {
  readonly #table = new ByteTable();
  readonly #texts: string[] = [];

  constructor() {
    this.#add(Buffer.alloc(0), 0, 0);
  }

  get size(): number {
    return this.#texts.length;
  }

  /**
   * The number of the text whose UTF-8 is the bytes from `start` to `end`; -1 if they are no UTF-8.
   * @param guess the number of a text that it may well be: comparing is cheaper than looking for it
   */
  numberOf(bytes: Buffer, start: number, end: number, guess: number): number {
    if (this.#table.is(guess, bytes, start, end)) return guess;
    const found = this.#table.find(bytes, start, end);
    if (found >= 0) return found;
    return isUtf8(bytes.subarray(start, end)) ? this.#add(bytes, start, end) : -1;
  }

  text(number: number): string {
    return this.#texts[number]!;
  }

  #add(bytes: Buffer, start: number, end: number): number {
    this.#texts.push(bytes.toString('utf8', start, end));
    return this.#table.add(bytes, start, end);
  }
}
