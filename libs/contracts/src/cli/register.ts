/**
 * Registers every contract that a schema registry lacks, with FULL_TRANSITIVE compatibility: what a deployment runs before its
 * services start (`node libs/contracts/dist/cli/register.js`, SCHEMA_REGISTRY_URL set). May be run any number of times.
 * Exit code 1: the registry refused a contract or did not answer; 2: it wasn't told which registry.
 */
import { Codecs } from '../codecs.ts';
import { ALL_CONTRACTS } from '../generated/index.ts';

const registryUrl = process.env['SCHEMA_REGISTRY_URL'];
if (registryUrl === undefined || !URL.canParse(registryUrl)) {
  process.stderr.write(`SCHEMA_REGISTRY_URL=${registryUrl ?? ''}: must be the address of a registry's Confluent API\n`);
  process.exit(2);
}
await Codecs.connect({ registryUrl, autoRegister: true }).then(
  () => process.stdout.write(`${ALL_CONTRACTS.length} contracts are registered\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
