import { describe, expect, it } from 'vitest';
import type { CorrectionChange } from './correction.ts';
import { listCorrections, type CorrectionQuery } from './list.ts';
import { CorrectionRegister } from './register.ts';

const about = (correctionId: string, version: number, assetId = 'meter-3') => ({
  ...{ eventId: `e-${version}`, commandId: `c-${version}`, tenant: 'acme', assetId, correctionId, version },
  ...{ actor: version === 1 ? 'ana' : 'bob', reason: `reason ${version}`, occurredAt: version },
});
const requested = (id: string, version: number, from: number, assetId = 'meter-3'): CorrectionChange => ({
  type: 'CorrectionRequested',
  data: {
    ...{
      ...about(id, version, assetId),
      assetPath: `acme/${assetId}`,
      unit: '',
      metric: 'energy',
      from,
      to: from + 10,
    },
    ...{ kind: 'VOID', factor: 1, offset: 0, replacements: [] },
  },
});
const register = new CorrectionRegister();
for (const event of [
  requested('a', 1, 0),
  requested('b', 2, 10),
  requested('c', 3, 20),
  { type: 'CorrectionApproved', data: about('a', 4) } as const,
  requested('d', 1, 0, 'meter-4'),
  { type: 'CorrectionWithdrawn', data: about('a', 5) } as const,
])
  register.apply(event);

const ids = (query: Partial<CorrectionQuery>, tenant = 'acme') => {
  const { corrections, next } = listCorrections(register, tenant, {
    isVisible: () => true,
    after: '',
    limit: 100,
    ...query,
  });
  return [corrections.map(({ correctionId }) => correctionId).join(''), next !== null];
};

describe('corrections of a tenant', () => {
  it('1. are listed with the last requested first, by asset, state and range', () => {
    expect(ids({})).toEqual(['cbda', false]);
    expect(ids({ assetId: 'meter-3' })).toEqual(['cba', false]);
    expect(ids({ state: 'REQUESTED' })).toEqual(['cbd', false]);
    expect(ids({ from: 10, to: 20 })).toEqual(['b', false]);
    expect(ids({ metric: 'power' })).toEqual(['', false]);
    expect(ids({}, 'other')).toEqual(['', false]);
  });

  it('2. come in pages of which none is missed', () => {
    const first = listCorrections(register, 'acme', { isVisible: () => true, after: '', limit: 3 });
    expect(first.corrections.map(({ correctionId }) => correctionId)).toEqual(['c', 'b', 'd']);
    expect(ids({ after: first.next ?? '', limit: 3 })).toEqual(['a', false]);
  });

  it('3. tell who decided what and why, once however often the events come', () => {
    register.apply({ type: 'CorrectionApproved', data: about('a', 4) });
    expect(register.correction('acme', 'a')).toMatchObject({
      ...{ state: 'WITHDRAWN', requestedBy: 'ana', reason: 'reason 1', version: 5 },
      decisions: [
        { state: 'APPROVED', actor: 'bob', reason: 'reason 4', at: 4 },
        { state: 'WITHDRAWN', actor: 'bob', reason: 'reason 5', at: 5 },
      ],
    });
  });
});
