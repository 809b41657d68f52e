import type { Identity } from './caller.ts';
import { RefusedCredential } from './refused-credential.ts';

const MOST = 10_000;

/** Credentials whose proof costs a signature are proved once and then known until they expire. */
export class VerifiedTokens {
  readonly #known = new Map<string, Identity>();

  /** @param now microseconds since 1970. @throws RefusedCredential TOKEN_EXPIRED, and what `prove` throws */
  async of(token: string, now: number, prove: () => Promise<Identity>): Promise<Identity> {
    const known = this.#known.get(token);
    if (known !== undefined) {
      if (now < known.until) return known;
      this.#known.delete(token);
      throw new RefusedCredential('TOKEN_EXPIRED', 'What you signed in with has expired: sign in again.');
    }
    const identity = await prove();
    // The one known longest makes room: it is the first to expire, or has to be proved again.
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(token, identity);
    return identity;
  }
}
