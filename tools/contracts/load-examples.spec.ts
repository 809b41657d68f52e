import { ALL_CONTRACTS, Codecs, toPlainJson } from '@millrace/contracts';
import { describe, expect, it } from 'vitest';
import { loadExamples } from './load-examples.ts';
import { SCHEMAS } from './paths.ts';

const codecs = Codecs.withoutRegistry();
const examples = loadExamples(SCHEMAS);

describe('golden examples', () => {
  it.each(examples.map((example) => [example.file, example] as const))('%s', (_, { contract, value, json }) => {
    expect(contract.type.isValid(value, { noUndeclaredFields: true })).toBe(true);
    const decoded = codecs.decode(codecs.encode(contract, value));
    expect(toPlainJson(contract, decoded?.value)).toEqual(json);
  });

  it.each(ALL_CONTRACTS)('$name has one', (contract) => {
    expect(examples.filter((example) => example.contract === contract)).not.toEqual([]);
  });
});
