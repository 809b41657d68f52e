import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CORRECTIONS, type AssetCorrections, type CorrectionEvent } from './correction.ts';
import {
  CORRECTIONS_PER_ASSET,
  decideCorrection,
  type CorrectionCommand,
  type RequestCorrectionData,
} from './decide.ts';
import { CORRECTION_COMMANDS_KEPT, evolveCorrections } from './evolve.ts';
import { CORRECTION_MAX_REPLACEMENTS } from './rules.ts';

const NOW = Date.UTC(2026, 4, 2) * 1_000;
const HOUR = 3_600e6;
const DAY = { from: NOW - 24 * HOUR, to: NOW };
let commands = 0;

const asked = (correctionId: string, actor: string, commandId = `c-${commands++}`) => ({
  ...{ commandId, tenant: 'acme', assetId: 'meter-3', correctionId, actor, reason: 'why' },
});

function request(correctionId: string, parts: Partial<RequestCorrectionData> = {}): CorrectionCommand {
  const place = { assetPath: 'acme/meter-3', metric: 'energy', unit: 'kW.h' };
  const content = { kind: 'VOID', factor: 1, offset: 0, replacements: [] } as const;
  return {
    type: 'RequestCorrection',
    data: { ...asked(correctionId, 'ana'), ...place, ...DAY, ...content, ...parts },
  };
}

type Decision = Exclude<CorrectionCommand['type'], 'RequestCorrection'>;
const decision = (type: Decision, id: string, actor = 'bob', expectedVersion: number | null = null) =>
  ({ type, data: { ...asked(id, actor), expectedVersion } }) satisfies CorrectionCommand;

function take(
  state: AssetCorrections,
  command: CorrectionCommand,
): { state: AssetCorrections; event: CorrectionEvent } {
  const event = decideCorrection(state, command, { eventId: `e-${command.data.commandId}`, now: NOW });
  return { state: evolveCorrections(state, event), event };
}
const after = (...given: CorrectionCommand[]): AssetCorrections =>
  given.reduce((state, command) => take(state, command).state, NO_CORRECTIONS);
const outcome = ({ type, data }: CorrectionEvent): string => (type === 'CorrectionCommandRefused' ? data.code : type);
const of = (state: AssetCorrections, command: CorrectionCommand): string => outcome(take(state, command).event);

const IN_STATE = {
  REQUESTED: [],
  APPROVED: ['ApproveCorrection'],
  REJECTED: ['RejectCorrection'],
  WITHDRAWN: ['ApproveCorrection', 'WithdrawCorrection'],
} as const;

describe('a correction', () => {
  it.each([
    ['REQUESTED', 'ApproveCorrection', 'CorrectionApproved', 'APPROVED'],
    ['REQUESTED', 'RejectCorrection', 'CorrectionRejected', 'REJECTED'],
    ['REQUESTED', 'WithdrawCorrection', 'CorrectionWithdrawn', 'WITHDRAWN'],
    ['APPROVED', 'ApproveCorrection', 'ALREADY_APPLIED', 'APPROVED'],
    ['APPROVED', 'RejectCorrection', 'WRONG_STATE', 'APPROVED'],
    ['APPROVED', 'WithdrawCorrection', 'CorrectionWithdrawn', 'WITHDRAWN'],
    ['REJECTED', 'ApproveCorrection', 'WRONG_STATE', 'REJECTED'],
    ['REJECTED', 'WithdrawCorrection', 'WRONG_STATE', 'REJECTED'],
    ['WITHDRAWN', 'ApproveCorrection', 'WRONG_STATE', 'WITHDRAWN'],
    ['WITHDRAWN', 'RejectCorrection', 'WRONG_STATE', 'WITHDRAWN'],
    ['WITHDRAWN', 'WithdrawCorrection', 'ALREADY_APPLIED', 'WITHDRAWN'],
  ] as const)('1. %s + %s = %s, then %s', (from, type, expected, to) => {
    const before = after(request('a'), ...IN_STATE[from].map((step) => decision(step, 'a')));
    const { state, event } = take(before, decision(type, 'a'));
    expect([outcome(event), state.corrections.get('a')?.state]).toEqual([expected, to]);
  });

  it('2. is not approved by whoever requested it, who may take it back', () => {
    const { event } = take(after(request('a')), decision('ApproveCorrection', 'a', 'ana'));
    expect(event.data).toMatchObject({
      code: 'SAME_PERSON',
      field: 'correctionId',
      detail: 'correctionId "a": ana requested it, so another person has to approve it',
    });
    expect(of(after(request('a')), decision('WithdrawCorrection', 'a', 'ana'))).toBe('CorrectionWithdrawn');
  });

  it('3. takes effect only where no other of its metric does', () => {
    const approved = after(request('a'), decision('ApproveCorrection', 'a'));
    const then = (id: string, parts: Partial<RequestCorrectionData>) =>
      of(take(approved, request(id, parts)).state, decision('ApproveCorrection', id));
    expect(then('b', { from: DAY.to - 1, to: DAY.to })).toBe('OVERLAPS');
    expect(then('b', { from: DAY.from - HOUR, to: DAY.from })).toBe('CorrectionApproved');
    expect(then('b', { metric: 'power' })).toBe('CorrectionApproved');
    const withdrawn = take(approved, decision('WithdrawCorrection', 'a')).state;
    expect(of(take(withdrawn, request('b')).state, decision('ApproveCorrection', 'b'))).toBe('CorrectionApproved');
  });

  it('4. that changed since the caller looked is refused, one nobody requested is unknown', () => {
    const state = after(request('a'), request('b'));
    expect(of(state, decision('ApproveCorrection', 'a', 'bob', 2))).toBe('VERSION_CONFLICT');
    expect(of(state, decision('ApproveCorrection', 'b', 'bob', 2))).toBe('CorrectionApproved');
    expect(of(state, decision('ApproveCorrection', 'x'))).toBe('UNKNOWN_CORRECTION');
  });

  const points = (...at: number[]) => at.map((hours) => ({ at: DAY.from + hours * HOUR, value: hours }));
  it.each([
    [{ from: DAY.to }, 'INVALID_RANGE', 'to 2026-05-02T00:00:00.000Z: must be after from, 2026-05-02T00:00:00.000Z'],
    [{ to: NOW + 1 }, 'INVALID_RANGE', 'must not be in the future'],
    [{ from: NOW - 367 * 24 * HOUR }, 'INVALID_RANGE', 'must be at most 366 days after from'],
    [{ metric: ' energy' }, 'INVALID_METRIC', 'metric " energy": must be 1 to 255 printable characters'],
    [{ kind: 'SCALE' }, 'INVALID_SCALE', 'factor 1: with offset 0 it would change nothing'],
    [{ kind: 'SCALE', factor: 0 }, 'INVALID_SCALE', 'factor 0: must be a finite number other than 0'],
    [{ kind: 'SCALE', offset: Infinity }, 'INVALID_SCALE', 'offset Infinity: must be a finite number'],
    [{ factor: 2 }, 'INVALID_SCALE', 'factor 2: only SCALE has factor and offset, this is VOID'],
    [{ kind: 'REPLACE' }, 'INVALID_REPLACEMENTS', 'replacements (0): must be 1 to 1000 readings'],
    [{ replacements: points(1) }, 'INVALID_REPLACEMENTS', 'replacements (1): only REPLACE has them, this is VOID'],
    [{ kind: 'REPLACE', replacements: points(2, 2) }, 'INVALID_REPLACEMENTS', 'replacements[1].at 2026-05-01T02:00'],
    [{ kind: 'REPLACE', replacements: points(1, 24) }, 'INVALID_REPLACEMENTS', 'must be in the range'],
    [
      { kind: 'REPLACE', replacements: [{ at: DAY.from, value: Number.NaN }] },
      'INVALID_REPLACEMENTS',
      'replacements[0].value NaN: must be a finite number',
    ],
    [{ reason: ' ' }, 'INVALID_REASON', 'reason " ": must say why'],
  ] as const)('5. %o is refused: %s', (parts, code, detail) => {
    const { event } = take(NO_CORRECTIONS, request('a', parts));
    expect(event.data).toMatchObject({ code, detail: expect.stringContaining(detail) });
  });

  it('6. has bounds: of readings put in place of others, and of corrections of an asset', () => {
    const replacements = Array.from({ length: CORRECTION_MAX_REPLACEMENTS + 1 }, (_, index) => ({
      at: DAY.from + index,
      value: index,
    }));
    expect(of(NO_CORRECTIONS, request('a', { kind: 'REPLACE', replacements }))).toBe('INVALID_REPLACEMENTS');
    const most = Array.from({ length: CORRECTIONS_PER_ASSET }, (_, index) => request(`c-${index}`));
    expect(of(after(...most), request('one-more'))).toBe('TOO_MANY');
  });

  it('7. is decided once however often its commands come, and folded once however often its events do', () => {
    const [first, approve] = [request('a'), decision('ApproveCorrection', 'a', 'ana')];
    const state = after(first, approve);
    expect(of(state, first)).toBe('ALREADY_APPLIED');
    expect(of(state, approve)).toBe('SAME_PERSON');
    expect(of(state, request('a'))).toBe('ALREADY_APPLIED');
    const { event, state: next } = take(state, decision('ApproveCorrection', 'a'));
    expect(evolveCorrections(next, event)).toBe(next);
  });

  it('8. never overlaps another in effect, was approved by another person, and versions count the changes', () => {
    const actor = fc.constantFrom('ana', 'bob', 'cy');
    const id = fc.integer({ min: 0, max: 5 }).map(String);
    const step = fc.oneof(
      fc
        .record({
          id,
          actor,
          from: fc.nat(20),
          hours: fc.integer({ min: 1, max: 6 }),
          metric: fc.constantFrom('m', 'n'),
        })
        .map(({ id: correctionId, actor: who, from, hours, metric }) => {
          const start = DAY.from + Math.min(from, 18) * HOUR;
          return request(correctionId, { actor: who, metric, from: start, to: start + hours * HOUR });
        }),
      fc
        .record({ id, actor, type: fc.constantFrom('ApproveCorrection', 'RejectCorrection', 'WithdrawCorrection') })
        .map(({ id: correctionId, actor: who, type }) => decision(type, correctionId, who)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = NO_CORRECTIONS;
        let changes = 0;
        for (const command of steps) {
          const { state: next, event } = take(state, command);
          if (event.type === 'CorrectionApproved')
            expect(state.corrections.get(event.data.correctionId)?.requestedBy).not.toBe(event.data.actor);
          if (event.type === 'CorrectionCommandRefused') expect(next.corrections).toBe(state.corrections);
          else changes += 1;
          state = next;
          expect(state.version).toBe(changes);
          expect(state.answered.length).toBeLessThanOrEqual(CORRECTION_COMMANDS_KEPT);
          const inEffect = [...state.corrections.values()].filter((one) => one.state === 'APPROVED');
          for (const [index, a] of inEffect.entries())
            for (const b of inEffect.slice(index + 1))
              expect(a.metric !== b.metric || a.to <= b.from || b.to <= a.from).toBe(true);
        }
      }),
    );
  });
});
