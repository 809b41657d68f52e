const DIGITS = 9;
/** Stands where a number is written; wide enough for it, and valid JSON only once it is. */
const NUMBER = '#'.repeat(DIGITS);

/**
 * A request body of messages of one device, each with a counter of its own as message id and value. It is made once and the next
 * numbers are written into it, so that offering a lot of load costs the one who offers it little.
 */
export class NumberedBody {
  readonly bytes: Buffer;
  readonly messages: number;
  readonly #places: readonly number[];

  constructor(device: string, metric: string, messages: number, padToBytes = 0) {
    const times = Date.now();
    const one = `{"deviceId":"${device}","messageId":"${NUMBER}","occurredAt":${times},"values":{"${metric}":1${NUMBER}}}`;
    const text = `[${Array.from({ length: messages }, () => one).join(',')}]`;
    this.messages = messages;
    this.bytes = Buffer.from(text.padEnd(padToBytes));
    this.#places = placesOf(text);
  }

  /** Writes the counters from `first` on. A value is 10⁹ more than its counter, so that its digits are always as many. */
  number(first: number): void {
    for (const [index, place] of this.#places.entries()) {
      const counter = first + Math.floor(index / 2);
      this.bytes.write(String(counter).padStart(DIGITS, '0'), place, 'latin1');
    }
  }
}

function placesOf(text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(NUMBER); at !== -1; at = text.indexOf(NUMBER, at + DIGITS)) places.push(at);
  return places;
}
