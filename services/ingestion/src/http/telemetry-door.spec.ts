import { DeviceCredentialIssued, type Decoded } from '@millrace/contracts';
import { ProblemException } from '@millrace/platform';
import { describe, expect, it } from 'vitest';
import { CredentialTable } from '../credentials/credential-table.ts';
import { formatToken, newSecret, sha256 } from '../credentials/token.ts';
import { senderOf } from './telemetry-door.ts';

const credentialId = '0192d3a0-7a51-7c11-8a55-0f3e6b2d9c10';
const secret = newSecret();
const issued: Decoded = {
  contract: DeviceCredentialIssued,
  type: 'DeviceCredentialIssued',
  value: {
    ...{ eventId: 'e', tenant: 'acme', deviceId: 'press-7', credentialId, secretSha256: sha256(secret) },
    ...{ scope: ['press-7'], issuedBy: 'ana', occurredAt: 1 },
  },
};

/** The answer to a request with this token: `in`, or the problem's status and Retry-After. */
function knock(table: CredentialTable, token: string): string {
  try {
    return senderOf(table, `Bearer ${token}`).credentialId === credentialId ? 'in' : 'somebody else';
  } catch (error) {
    if (!(error instanceof ProblemException)) throw error;
    return `${error.status} ${error.details.retryAfterSeconds ?? ''}`.trim();
  }
}

describe('the door of devices', () => {
  it('1. asks everybody to come again while it does not know every credential, and revocation, yet', () => {
    const table = new CredentialTable();
    table.apply(issued);
    expect(knock(table, formatToken(credentialId, secret))).toBe('503 1');
    expect(knock(table, 'nonsense')).toBe('503 1');
  });

  it('2. lets in and refuses once it does', () => {
    const table = new CredentialTable();
    table.apply(issued);
    table.complete();
    expect(knock(table, formatToken(credentialId, secret))).toBe('in');
    expect(knock(table, formatToken(credentialId, newSecret()))).toBe('401');
  });
});
