import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAIN_START, chained, type ChainedRecord, type ChainHead, type Digest } from './chain.ts';
import { ChainVerifier, type ChainFinding, type Sealed } from './verify-chain.ts';

const digest: Digest = (parts) =>
  hash('sha256', JSON.stringify(parts.map((part) => Buffer.from(part).toString('hex'))));
const bytes = (text: string): Uint8Array => Buffer.from(text);

/** Records as a partition has them, sealed in stretches of these lengths. */
function sealed(values: readonly string[], stretches: readonly number[]) {
  const records = values.map((value, index): ChainedRecord => ({
    offset: index * 2 + 1,
    key: bytes('k'),
    value: bytes(value),
  }));
  const seals: Sealed[] = [];
  let [head, at]: [ChainHead, number] = [CHAIN_START, 0];
  for (const length of stretches) {
    const stretch = records.slice(at, at + length);
    const [first, last] = [stretch[0], stretch.at(-1)];
    if (first === undefined || last === undefined) break;
    const previous = head.seal;
    for (const record of stretch) head = chained(head, record, digest);
    seals.push({ fromOffset: first.offset, toOffset: last.offset, previous, ...head });
    at += length;
  }
  return { records, seals, sealedRecords: at, head };
}

function verify(records: readonly ChainedRecord[], seals: readonly Sealed[], expected?: ChainHead): ChainFinding {
  const verifier = new ChainVerifier(seals, digest, expected);
  for (const record of records) verifier.add(record);
  return verifier.finish();
}

const plant = fc.record({
  values: fc.array(fc.string({ maxLength: 3 }), { minLength: 2, maxLength: 12 }),
  stretches: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
});

describe('a sealed partition', () => {
  it('holds when nothing was touched; what is behind the last seal is counted', () => {
    fc.assert(
      fc.property(plant, ({ values, stretches }) => {
        const { records, seals, head } = sealed(values, stretches);
        const unsealed = Math.max(0, records.length - head.records);
        const found = verify(records, seals, head);
        expect(found).toEqual({ records: records.length, seals: seals.length, unsealed, broken: [], head });
      }),
    );
  });

  it('shows every record that was changed, taken away, put in or exchanged', () => {
    const how = fc.constantFrom('change', 'remove', 'insert', 'exchange', 'key');
    fc.assert(
      fc.property(plant, how, fc.nat(), ({ values, stretches }, what, pick) => {
        const { records, seals, head } = sealed(values, stretches);
        const at = pick % Math.min(head.records, records.length);
        const touched = [...records];
        const { offset, key, value } = touched[at]!;
        const other = touched[at + 1];
        if (what === 'change') touched[at] = { offset, key, value: bytes(`${Buffer.from(value).toString()}!`) };
        if (what === 'key') touched[at] = { offset, key: bytes('other'), value };
        if (what === 'remove') touched.splice(at, 1);
        if (what === 'insert') touched.splice(at, 0, { offset: offset - 1, key, value });
        if (what === 'exchange') {
          if (other === undefined || at + 1 >= head.records || Buffer.compare(other.value, value) === 0) return;
          touched[at] = { ...other, offset };
          touched[at + 1] = { offset: other.offset, key, value };
        }
        expect(verify(touched, seals).broken.length).toBeGreaterThan(0);
      }),
    );
  });

  it('shows seals that were taken away or written anew', () => {
    const { records, seals } = sealed(['a', 'b', 'c', 'd'], [1, 1, 1]);
    expect(verify(records, [seals[0]!, seals[2]!]).broken).toMatchObject([
      { rule: 'the seal must follow the one before it' },
    ]);
    expect(verify(records.slice(1), seals).broken).toEqual([
      { fromOffset: 1, toOffset: 1, rule: 'there must be 1 records, there are 0' },
    ]);
    const anew = sealed(['a', 'x', 'c', 'd'], [1, 1, 1]);
    expect(verify(anew.records, anew.seals).broken).toEqual([]);
    const kept = { records: seals[1]!.records, seal: seals[1]!.seal };
    expect(verify(anew.records, anew.seals, kept).broken).toMatchObject([
      { rule: expect.stringContaining('which was there before') },
    ]);
    expect(verify(records, seals, kept).broken).toEqual([]);
  });
});
