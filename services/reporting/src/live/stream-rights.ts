import { type Access, GrantBook, Identities, type Identity, nowMicros } from '@millrace/platform';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';

/** Told of the rights of who listens: anew when they change, `undefined` when there are none any more. */
export type OnRights = (access: Access | undefined) => void;

interface Followed {
  readonly identity: Identity;
  readonly onRights: OnRights;
  access: Access;
}

const LOOK_MS = 1_000;

/**
 * A stream lives longer than a request: rights that are given, revoked or run out while it is open count within a second, and it ends
 * with the session or credential it was opened with.
 */
@Injectable()
export class StreamRights implements OnApplicationShutdown {
  readonly #identities: Identities;
  readonly #book: GrantBook;
  readonly #followed = new Set<Followed>();
  #timer: NodeJS.Timeout | undefined;

  constructor(@Inject(Identities) identities: Identities, @Inject(GrantBook) book: GrantBook) {
    this.#identities = identities;
    this.#book = book;
  }

  /** @returns stops following */
  follow(identity: Identity, access: Access, onRights: OnRights): () => void {
    const followed = { identity, access, onRights };
    this.#followed.add(followed);
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS);
    return () => {
      this.#followed.delete(followed);
      if (this.#followed.size === 0) this.onApplicationShutdown();
    };
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = nowMicros();
    for (const followed of this.#followed) {
      const { identity, onRights } = followed;
      if (!this.#identities.isStill(identity, now)) {
        onRights(undefined);
        continue;
      }
      const { access } = this.#book.callerOf(identity, now);
      if (access === followed.access) continue;
      followed.access = access;
      onRights(access);
    }
  }
}
