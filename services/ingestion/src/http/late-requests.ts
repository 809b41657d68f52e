import { hash } from 'node:crypto';
import type { Stored } from '../pipeline.ts';
import { answerOf, type Answer } from './answer.ts';

/** How long a sender may take to come again, milliseconds. */
const REMEMBERED_MS = 600_000;
/** Answers remembered, and items in them: some 10 MB. What is still waited for is bounded by the door's bytes. */
const MOST = 50_000;
/** Where a UUID says its version; 5 is made of the sender's own id of the message. */
const VERSION_AT = 14;

interface Late {
  readonly since: number;
  /** undefined when the same bytes sent again may be something new. */
  readonly answer: Promise<Answer | undefined>;
  weight: number;
}

/**
 * Requests whose sender was told to come again because Kafka had not settled them in time. What they hold is stored all the same, later; the
 * same body sent again is answered with that, and not stored once more: it may come after more events than enrichment
 * remembers (`DEDUPE_WINDOW_EVENTS`), which would then take it for a new one.
 */
export class LateRequests {
  /** The oldest first. */
  readonly #known = new Map<string, Late>();
  #weight = 0;

  /**
   * The answer to a request that was late before, once it is settled; undefined for any other, for one of which nobody knows what became, and for
   * one whose messages have no ids of their own, because such bytes sent twice may well be two readings.
   */
  find(credentialId: string, body: Buffer, now: number): Promise<Answer | undefined> | undefined {
    if (this.#known.size === 0) return undefined;
    this.#forget(now);
    return this.#known.get(keyOf(credentialId, body))?.answer;
  }

  /** @param everyItem whether its sender wants to know of each message */
  remember(
    credentialId: string,
    body: Buffer,
    stored: Promise<readonly Stored[]>,
    everyItem: boolean,
    now: number,
  ): void {
    const key = keyOf(credentialId, body);
    if (this.#known.has(key)) return;
    const answer = stored.then(
      (all) => (all.every(hasOwnId) ? answerOf(all, everyItem) : undefined),
      () => undefined,
    );
    const late: Late = { since: now, answer, weight: 1 };
    this.#known.set(key, late);
    this.#weight += 1;
    void answer.then((known) => {
      if (this.#known.get(key) !== late) return;
      const items = known?.items?.length ?? 0;
      late.weight += items;
      this.#weight += items;
      if (known === undefined) this.#drop(key, late);
      else this.#forget(now);
    });
  }

  #forget(now: number): void {
    for (const [key, late] of this.#known) {
      if (now - late.since < REMEMBERED_MS && this.#weight <= MOST) return;
      this.#drop(key, late);
    }
  }

  #drop(key: string, late: Late): void {
    this.#known.delete(key);
    this.#weight -= late.weight;
  }
}

const keyOf = (credentialId: string, body: Buffer): string => `${credentialId}:${hash('sha256', body, 'base64')}`;
const hasOwnId = ({ eventId }: Stored): boolean => eventId === undefined || eventId[VERSION_AT] === '5';
