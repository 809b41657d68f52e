import type { Decoded } from '@millrace/contracts';
import { parseToken, secretMatches } from './token.ts';

/** A device credential as its event states it: the hash, never the secret. */
export interface Credential {
  readonly credentialId: string;
  readonly tenant: string;
  readonly deviceId: string;
  readonly scope: readonly string[];
  readonly secretSha256: Buffer;
  readonly issuedBy: string;
  readonly issuedAt: number;
}

const NOBODY = Buffer.alloc(32);

/** The credentials that are valid now: a projection of `devices.events`, whole in every instance's memory. */
export class CredentialTable {
  readonly #valid = new Map<string, Credential>();
  readonly #waiting = new Map<string, () => void>();
  #complete = false;

  /** Everything that was there at the start is known. Before that a valid credential may be missing, and a revoked one valid. */
  get isComplete(): boolean {
    return this.#complete;
  }

  /** Says that everything that was there at the start has been applied. */
  complete(): void {
    this.#complete = true;
  }

  /** Takes one event; events that are not about credentials change nothing. */
  apply(decoded: Decoded): void {
    if (decoded.type === 'DeviceCredentialIssued') {
      const { occurredAt: issuedAt, ...issued } = decoded.value;
      const { credentialId, tenant, deviceId, scope, secretSha256, issuedBy } = issued;
      this.#valid.set(credentialId, { credentialId, tenant, deviceId, scope, secretSha256, issuedBy, issuedAt });
      this.#tell(credentialId);
    } else if (decoded.type === 'DeviceCredentialRevoked') {
      this.#valid.delete(decoded.value.credentialId);
      this.#tell(decoded.value.credentialId);
    }
  }

  /** The credential a token stands for. An unknown id costs the same comparison as a wrong secret. */
  verify(token: string): Credential | undefined {
    const parsed = parseToken(token);
    if (parsed === undefined) return undefined;
    const credential = this.#valid.get(parsed.credentialId);
    const matches = secretMatches(parsed.secret, credential?.secretSha256 ?? NOBODY);
    return matches ? credential : undefined;
  }

  of(tenant: string, deviceId: string): Credential[] {
    return [...this.#valid.values()].filter((c) => c.tenant === tenant && c.deviceId === deviceId);
  }

  get size(): number {
    return this.#valid.size;
  }

  /** Resolves when the next event about this credential was read back, or after `timeoutMs` at the latest. */
  async settled(credentialId: string, timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    this.#waiting.set(credentialId, resolve);
    await promise;
    clearTimeout(timer);
    this.#waiting.delete(credentialId);
  }

  #tell(credentialId: string): void {
    this.#waiting.get(credentialId)?.();
  }
}
