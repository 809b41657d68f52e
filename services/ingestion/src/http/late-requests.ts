import { hash } from 'node:crypto';
import type { Stored } from '../pipeline.ts';

/** How long a sender may take to come again, milliseconds. */
const REMEMBERED_MS = 600_000;
/** Messages whose outcome is remembered, at most: some 20 MB. What is still waited for is bounded by the door's bytes. */
const MOST_MESSAGES = 100_000;
/** Where a UUID says its version; 5 is made of the sender's own id of the message. */
const VERSION_AT = 14;

interface Late {
  readonly since: number;
  readonly stored: Promise<readonly Stored[]>;
  messages: number;
}

/**
 * Requests whose sender was told to come again because Kafka had not settled them in time. What they hold is stored all the same, later; the
 * same body sent again is answered with that, and not stored once more: it may come after more events than enrichment
 * remembers (`DEDUPE_WINDOW_EVENTS`), which would then take it for a new one.
 */
export class LateRequests {
  /** The oldest first. */
  readonly #known = new Map<string, Late>();
  #messages = 0;

  /**
   * What is or will be stored of a request that was late before; undefined for any other, and for one whose messages have no ids of their own,
   * because such bytes sent twice may well be two readings.
   */
  async find(credentialId: string, body: Buffer, now: number): Promise<Stored[] | undefined> {
    this.#forget(now);
    const stored = await this.#known.get(keyOf(credentialId, body))?.stored.catch(() => undefined);
    return stored?.every(({ eventId }) => eventId === undefined || eventId[VERSION_AT] === '5')
      ? [...stored]
      : undefined;
  }

  /** Whether nothing is remembered, so that no body has to be looked for. */
  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  remember(credentialId: string, body: Buffer, stored: Promise<readonly Stored[]>, now: number): void {
    const key = keyOf(credentialId, body);
    if (this.#known.has(key)) return;
    const late: Late = { since: now, stored, messages: 0 };
    this.#known.set(key, late);
    stored.then(
      ({ length }) => {
        if (this.#known.get(key) !== late) return;
        late.messages = length;
        this.#messages += length;
        this.#forget(now);
      },
      // Nobody knows what is stored: whoever sends it again must have it stored.
      () => this.#drop(key, late),
    );
  }

  #forget(now: number): void {
    for (const [key, late] of this.#known) {
      if (now - late.since < REMEMBERED_MS && this.#messages <= MOST_MESSAGES) return;
      this.#drop(key, late);
    }
  }

  #drop(key: string, late: Late): void {
    if (this.#known.get(key) !== late) return;
    this.#known.delete(key);
    this.#messages -= late.messages;
  }
}

const keyOf = (credentialId: string, body: Buffer): string => `${credentialId}:${hash('sha256', body, 'base64')}`;
