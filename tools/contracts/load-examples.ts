import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_CONTRACTS, fromPlainJson, type AnyEvent, type EventContract } from '@millrace/contracts';
import { kebab } from './load-schemas.ts';

/** A golden example: `schemas/<context>/examples/<event>[-<what is special>].json`. */
export interface Example {
  readonly file: string;
  readonly contract: EventContract<AnyEvent>;
  readonly json: unknown;
  readonly value: AnyEvent;
}

/** Every golden example below `schemas/`; throws for a file that is named after no record. */
export function loadExamples(root: string): Example[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('/examples/'))
    .sort()
    .map((file) => {
      const contract = contractOf(file);
      const json: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'));
      return { file, contract, json, value: fromPlainJson(contract, json) };
    });
}

/** Of two records whose names begin alike the longer name wins. */
function contractOf(file: string): EventContract<AnyEvent> {
  const name = file.split('/').at(-1) ?? '';
  const [longest] = ALL_CONTRACTS.filter((contract) => name.startsWith(kebab(contract.name))).sort(
    (a, b) => b.name.length - a.name.length,
  );
  if (longest === undefined) throw new Error(`${file}: named after no record`);
  return longest;
}
