import { ProblemException } from '@millrace/platform/nest';
import type { SinkProgress } from '@millrace/streaming';
import type { OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';

/** A stream of this service and the topic that it brings into a table. */
export interface StoredTopic {
  readonly stream: string;
  readonly topic: string;
}

/** As long as a sink lets a block wait and needs to insert it, several times over. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 100;

/** Makes sure that an answer from tables misses nothing that was on their topics when it was asked for. */
export class WholeTopics implements OnApplicationShutdown {
  readonly #progress: SinkProgress;
  readonly #stopping = new AbortController();

  constructor(progress: SinkProgress) {
    this.#progress = progress;
  }

  /**
   * Resolves when everything that is on the topics at the time of the call is stored.
   * @throws ProblemException 503 when that takes too long: half of a history would look like the truth
   */
  async stored(topics: readonly StoredTopic[]): Promise<void> {
    const wanted = await Promise.all(
      topics.map(async (one) => ({ ...one, ends: await this.#progress.ends(one.topic) })),
    );
    const deadline = performance.now() + PATIENCE_MS;
    for (const { stream, topic, ends } of wanted) {
      while (!(await this.#progress.hasPassed(stream, topic, ends, this.#stopping.signal))) {
        if (performance.now() > deadline) {
          const detail = `Not everything on ${topic} is stored yet: the answer would miss something.`;
          throw new ProblemException(503, { detail, retryAfterSeconds: 5 });
        }
        await delay(LOOK_AGAIN_MS, undefined, { signal: this.#stopping.signal });
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#progress.disconnect();
  }
}
