import type { EventContract } from './contract.ts';
import type { RegistryClient } from './registry-client.ts';
import { RegistryError } from './registry-error.ts';
import { withRetries } from './retry.ts';

const LEVEL = 'FULL_TRANSITIVE';
const CONFLICT = 409;

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
    const id = await registerOrFind(client, subject, schemaJson);
    if (versions.length === 0) await ensureFullTransitive(client, subject);
    return id;
  });
}

/** A registry may refuse the slower of two equal calls as a conflict: what it holds now decides whether it was one. */
async function registerOrFind(client: RegistryClient, subject: string, schemaJson: string): Promise<number> {
  try {
    return await client.register(subject, schemaJson);
  } catch (error) {
    const id = isConflict(error) ? await client.findId(subject, schemaJson) : undefined;
    if (id === undefined) throw error;
    return id;
  }
}

async function ensureFullTransitive(client: RegistryClient, subject: string): Promise<void> {
  if ((await client.findCompatibility(subject)) === LEVEL) return;
  try {
    await client.setCompatibility(subject, LEVEL);
  } catch (error) {
    if (!isConflict(error) || (await client.findCompatibility(subject)) !== LEVEL) throw error;
  }
}

const isConflict = (error: unknown): boolean => error instanceof RegistryError && error.status === CONFLICT;

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
