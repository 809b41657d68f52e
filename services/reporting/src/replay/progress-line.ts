/** How far it is, in words: part, rate and the time that is left. */
export class ProgressLine {
  readonly #total: number;
  readonly #begun: number;
  #first: number | undefined;

  /** `total` offsets in all; `now` in milliseconds. */
  constructor(total: number, now: number) {
    this.#total = total;
    this.#begun = now;
  }

  at(done: number, now: number): string {
    this.#first ??= done;
    const rate = (done - this.#first) / Math.max(0.001, (now - this.#begun) / 1_000);
    const percent = this.#total === 0 ? 100 : Math.floor((100 * done) / this.#total);
    const left = rate > 0 ? `, ${Math.ceil((this.#total - done) / rate)} s left` : '';
    return `${done.toLocaleString('en')} of ${this.#total.toLocaleString('en')} records (${percent} %), ${Math.round(rate).toLocaleString('en')}/s${left}`;
  }
}
