import { DeviceCredentialIssued, DeviceCredentialRevoked, type Decoded } from '@millrace/contracts';
import { describe, expect, it } from 'vitest';
import { CredentialTable } from './credential-table.ts';
import { formatToken, newSecret, parseToken, sha256 } from './token.ts';

const id = '0192d3a0-7a51-7c11-8a55-0f3e6b2d9c10';

function issued(secret: string): Decoded {
  const value: DeviceCredentialIssued = {
    eventId: 'e',
    tenant: 'acme',
    deviceId: 'press-7',
    credentialId: id,
    secretSha256: sha256(secret),
    scope: ['press-7'],
    issuedBy: 'ana',
    occurredAt: 1,
  };
  return { contract: DeviceCredentialIssued, type: 'DeviceCredentialIssued', value };
}

describe('device credentials', () => {
  it('1. a token is what it was issued as', () => {
    const secret = newSecret();
    expect(parseToken(formatToken(id, secret))).toEqual({ credentialId: id, secret });
    for (const text of ['', 'mrd_', `mrd_${id}_short`, `xrd_${id}_${secret}`]) expect(parseToken(text)).toBeUndefined();
  });

  it('2. an issued credential lets in, a wrong secret and a revoked one do not', () => {
    const table = new CredentialTable();
    const secret = newSecret();
    expect(table.verify(formatToken(id, secret))).toBeUndefined();
    table.apply(issued(secret));
    expect(table.verify(formatToken(id, secret))).toMatchObject({ tenant: 'acme', scope: ['press-7'] });
    expect(table.verify(formatToken(id, newSecret()))).toBeUndefined();
    const value = {
      eventId: 'e',
      tenant: 'acme',
      deviceId: 'press-7',
      credentialId: id,
      revokedBy: 'ana',
      occurredAt: 2,
    };
    table.apply({ contract: DeviceCredentialRevoked, type: 'DeviceCredentialRevoked', value });
    expect(table.verify(formatToken(id, secret))).toBeUndefined();
    expect(table.size).toBe(0);
  });

  it('3. waits for its own write to be read back, but not for ever', async () => {
    const table = new CredentialTable();
    const waiting = table.settled(id, 60_000);
    table.apply(issued(newSecret()));
    await waiting;
    await table.settled(id, 1);
  });
});
