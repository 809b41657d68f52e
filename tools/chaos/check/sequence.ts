/** Numbers of one device as a topic shows them. */
export class Sequence {
  readonly #seen = new Set<number>();
  #highest = -1;
  #repeated = 0;
  #reordered = 0;

  /** Takes the next number of the topic. */
  take(number: number): void {
    if (this.#seen.has(number)) {
      this.#repeated += 1;
      return;
    }
    this.#seen.add(number);
    if (number < this.#highest) this.#reordered += 1;
    else this.#highest = number;
  }

  /** Numbers below `count` that never came. */
  missing(count: number): number {
    let missing = 0;
    for (let number = 0; number < count; number += 1) if (!this.#seen.has(number)) missing += 1;
    return missing;
  }

  /** Times a number came again. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Numbers that came first after a higher one: a repetition is no disorder. */
  get reordered(): number {
    return this.#reordered;
  }
}
