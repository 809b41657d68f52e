import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ALL_CONTRACTS, Codecs, fromPlainJson, toPlainJson } from './index.ts';

const SCHEMAS = fileURLToPath(new URL('../../../schemas', import.meta.url));
const codecs = Codecs.withoutRegistry();

const kebab = (name: string): string => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
const files = readdirSync(SCHEMAS, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('/examples/'));
/** An example is called after its record; of two records whose names begin alike the longer name wins. */
const contractOf = (file: string) =>
  ALL_CONTRACTS.filter(({ name }) => file.split('/').at(-1)?.startsWith(kebab(name))).sort(
    (a, b) => b.name.length - a.name.length,
  )[0];

describe('golden examples', () => {
  it.each(files)('%s', (file) => {
    const contract = contractOf(file);
    if (contract === undefined) throw new Error(`${file}: named after no record`);
    const json: unknown = JSON.parse(readFileSync(`${SCHEMAS}/${file}`, 'utf8'));
    const value = fromPlainJson(contract, json);
    expect(contract.type.isValid(value, { noUndeclaredFields: true })).toBe(true);
    const decoded = codecs.decode(codecs.encode(contract, value));
    expect(toPlainJson(contract, decoded?.value)).toEqual(json);
  });

  it.each(ALL_CONTRACTS.map((contract) => contract.name))('%s has one', (name) => {
    expect(files.filter((file) => contractOf(file)?.name === name)).not.toEqual([]);
  });
});
