/**
 * Registers every schema with FULL_TRANSITIVE compatibility; idempotent.
 *
 *   SCHEMA_REGISTRY_URL=http://127.0.0.1:8090/apis/ccompat/v7 npm run contracts:register
 */
import { ALL_CONTRACTS, registerContract, RegistryClient, RegistryError } from '@millrace/contracts';

const RETRY_MS = 60_000;

const url = process.env['SCHEMA_REGISTRY_URL'];
if (url === undefined || url === '') fail('SCHEMA_REGISTRY_URL: not set: must be the Confluent API of the registry');

const client = new RegistryClient(url);
for (const contract of ALL_CONTRACTS) {
  try {
    console.log(`${await registerContract(client, contract, RETRY_MS)}\t${contract.subject}`);
  } catch (error) {
    if (error instanceof RegistryError) fail(error.message);
    throw error;
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
