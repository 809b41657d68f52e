import {
  ActionRecorded,
  ApproveCorrection,
  CorrectionApproved,
  CorrectionCommandRefused,
  CorrectionRequested,
  RequestCorrection,
  topic,
  type Decoded,
} from '@millrace/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { inRecord, plainCodecs, RecordingOutlet } from '../outlet.fixture.ts';
import { correctionStep } from './correction-step.ts';

let outlet: RecordingOutlet;
let offset = 0;
beforeEach(() => (outlet = new RecordingOutlet()));

const asked = (commandId: string, actor: string) => ({
  ...{ commandId, tenant: 'acme', assetId: 'meter-3', correctionId: 'c1', reason: 'why', actor, requestedAt: 1 },
});
const request: RequestCorrection = {
  ...asked('c1', 'ana'),
  ...{ assetPath: 'acme/meter-3', metric: 'energy', unit: 'kW.h', from: 0, to: 1_000_000 },
  ...{ kind: 'REPLACE', factor: 1, offset: 0, replacements: [{ at: 500_000, value: 12.5 }] },
};
const approve = (actor: string): ApproveCorrection => ({ ...asked(`a-${actor}`, actor), expectedVersion: null });

function send(value: RequestCorrection | ApproveCorrection, key = 'acme/meter-3') {
  const contract = 'kind' in value ? RequestCorrection : ApproveCorrection;
  const decoded = { contract, type: contract.name, value } as unknown as Decoded;
  return correctionStep(plainCodecs, outlet, decoded, inRecord(topic.correctionsCommands, offset++, key, null));
}

describe('a command on a correction', () => {
  it('1. has one outcome, correlated by the command, under the key of the asset', () => {
    send(request);
    send(approve('ana'));
    send(approve('bob'));
    const { requestedAt: _, ...content } = request;
    expect(outlet.of(CorrectionRequested)).toMatchObject([{ ...content, version: 1 }]);
    expect(outlet.of(CorrectionCommandRefused)).toMatchObject([{ actor: 'ana', code: 'SAME_PERSON' }]);
    expect(outlet.of(CorrectionApproved)).toMatchObject([{ correctionId: 'c1', actor: 'bob', version: 2 }]);
    const events = outlet.emitted.filter(({ topic: to }) => to === topic.correctionsEvents);
    expect(events).toMatchObject([
      { key: 'acme/meter-3', headers: { ce_correlationid: 'c1', ce_source: '/millrace/enrichment' } },
      { headers: { ce_correlationid: 'a-ana' } },
      { headers: { ce_correlationid: 'a-bob' } },
    ]);
  });

  it('2. is on record with who asked for it, what it changed, and why it was refused', () => {
    send(request);
    send(approve('ana'));
    send(approve('bob'));
    send(approve('bob'));
    const actions = outlet.of(ActionRecorded);
    const object = { objectType: 'correction', objectId: 'c1', reason: 'why' };
    expect(actions).toMatchObject([
      { ...object, actor: 'ana', action: 'corrections.request', outcome: 'ALLOWED', before: null },
      { ...object, actor: 'ana', action: 'corrections.approve', outcome: 'REFUSED', code: 'SAME_PERSON', after: null },
      { ...object, actor: 'bob', action: 'corrections.approve', outcome: 'ALLOWED', code: '' },
      { ...object, actor: 'bob', action: 'corrections.approve', outcome: 'ALLOWED', after: null },
    ]);
    expect(JSON.parse(actions[2]?.before ?? '')).toMatchObject({ assetId: 'meter-3', state: 'REQUESTED' });
    expect(JSON.parse(actions[2]?.after ?? '')).toMatchObject({ metric: 'energy', state: 'APPROVED' });
  });

  it('3. under a key that is not its asset’s is a dead letter', () => {
    expect(send(request, 'acme/other')).toMatchObject({ kind: 'dead-letter', reason: { code: 'WRONG_KEY' } });
    expect(outlet.emitted).toEqual([]);
  });
});
