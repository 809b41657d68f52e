import { DeviceCredentialIssued, DeviceCredentialRevoked } from '@millrace/contracts';
import { nowMicros, uuidV7 } from '@millrace/platform';
import type { EventLog } from '../event-log.ts';
import type { Credential, CredentialTable } from './credential-table.ts';
import { formatToken, newSecret, sha256 } from './token.ts';

/** How long an answer waits for this instance to have read its own write back. */
const READ_BACK_MS = 2_000;

export interface IssuedCredential {
  readonly credentialId: string;
  readonly deviceId: string;
  readonly scope: readonly string[];
  /** Shown this once; only its hash is kept. */
  readonly token: string;
}

/** Issues and revokes device credentials: each is an event, and valid as soon as the tables have read it. */
export class CredentialAdmin {
  readonly #log: EventLog;
  readonly #table: CredentialTable;

  constructor(log: EventLog, table: CredentialTable) {
    this.#log = log;
    this.#table = table;
  }

  async issue(tenant: string, deviceId: string, scope: readonly string[], issuedBy: string): Promise<IssuedCredential> {
    const credentialId = uuidV7();
    const secret = newSecret();
    const occurredAt = nowMicros();
    const readBack = this.#table.settled(credentialId, READ_BACK_MS);
    const event = { tenant, deviceId, credentialId, secretSha256: sha256(secret), scope, issuedBy, occurredAt };
    await this.#log.append([this.#log.device(DeviceCredentialIssued, { ...event, eventId: uuidV7() }, occurredAt)]);
    await readBack;
    return { credentialId, deviceId, scope, token: formatToken(credentialId, secret) };
  }

  /** @returns false when the device has no such credential. */
  async revoke(tenant: string, deviceId: string, credentialId: string, revokedBy: string): Promise<boolean> {
    if (!this.#table.of(tenant, deviceId).some((c) => c.credentialId === credentialId)) return false;
    const occurredAt = nowMicros();
    const readBack = this.#table.settled(credentialId, READ_BACK_MS);
    const event = { eventId: uuidV7(), tenant, deviceId, credentialId, revokedBy, occurredAt };
    await this.#log.append([this.#log.device(DeviceCredentialRevoked, event, occurredAt)]);
    await readBack;
    return true;
  }

  list(tenant: string, deviceId: string): Credential[] {
    return this.#table.of(tenant, deviceId);
  }
}
