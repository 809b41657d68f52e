import type { FetchFact } from '../fetch/observe-fetches.ts';

/**
 * The next offset each partition's owner wants, kept beside kafkajs's own idea of it. A fetched batch is used only if it begins
 * at or before the cursor; a fetch that showed no record at the cursor moves it over what is not there (transaction markers,
 * aborted records, compaction gaps), which kafkajs does without a word.
 */
export class Cursors {
  readonly #next = new Map<string, number>();

  set(topic: string, partition: number, offset: number): void {
    this.#next.set(`${topic}:${partition}`, offset);
  }

  get(topic: string, partition: number): number | undefined {
    return this.#next.get(`${topic}:${partition}`);
  }

  delete(topic: string, partition: number): void {
    this.#next.delete(`${topic}:${partition}`);
  }

  /** A fetch proved that nothing is readable from `fact.from` up to its first record, or up to its end. */
  observe(fact: FetchFact): void {
    const empty = fact.firstRecord ?? fact.next;
    const cursor = this.get(fact.topic, fact.partition);
    if (cursor !== undefined && fact.from <= cursor && cursor < empty) this.set(fact.topic, fact.partition, empty);
  }
}
