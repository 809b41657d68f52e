import type { EventContract } from './contract.ts';
import type { RegistryClient } from './registry-client.ts';
import { RegistryError } from './registry-error.ts';
import { withRetries } from './retry.ts';

/**
 * Registers a contract under its subject with FULL_TRANSITIVE compatibility and answers the schema id. Idempotent, and safe when
 * several services do it at once.
 */
export async function registerContract(
  client: RegistryClient,
  contract: EventContract<unknown>,
  retryMs: number,
): Promise<number> {
  const { subject, schemaJson } = contract;
  return withRetries(retryMs, async () => {
    // The level guards this very registration if the subject has versions; some registries refuse it before the first one.
    const versions = await client.listVersions(subject);
    if (versions.length > 0) await ensureFullTransitive(client, subject);
    const id = await client.register(subject, schemaJson);
    if (versions.length === 0) await ensureFullTransitive(client, subject);
    return id;
  });
}

async function ensureFullTransitive(client: RegistryClient, subject: string): Promise<void> {
  if ((await client.findCompatibility(subject)) === 'FULL_TRANSITIVE') return;
  await client.setCompatibility(subject, 'FULL_TRANSITIVE');
}

/** Schema id of a contract that must be registered already; says how to register it if it is not. */
export async function lookUpContract(
  client: RegistryClient,
  contract: EventContract<unknown>,
  retryMs: number,
): Promise<number> {
  const { subject, schemaJson } = contract;
  const id = await withRetries(retryMs, () => client.findId(subject, schemaJson));
  if (id !== undefined) return id;
  throw new RegistryError('look up', {
    subject,
    status: 404,
    body: 'this schema is not registered: run "npm run contracts:register" with SCHEMA_REGISTRY_URL set',
  });
}
