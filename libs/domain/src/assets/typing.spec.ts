import { describe, expect, it } from 'vitest';
import { evolveAsset, UNREGISTERED_ASSET, type AssetEvent } from './asset.ts';
import { assignType, clearOverride, override, register, retire } from './commands.fixture.ts';
import type { AssetCommand } from './commands.ts';
import { decideAsset } from './decide.ts';

function run(...commands: readonly AssetCommand[]) {
  let state = UNREGISTERED_ASSET;
  const events: AssetEvent[] = [];
  for (const command of commands) {
    const event = decideAsset(state, command, { eventId: 'e', now: 1 });
    state = evolveAsset(state, event);
    events.push(event);
  }
  return { state, events };
}

describe('the type of an asset', () => {
  it('comes with its registration, or is assigned later, and can be taken away', () => {
    const { state, events } = run(register({ typeId: 'press' }), assignType(), assignType({ typeId: null }));
    expect(events.slice(1)).toMatchObject([
      { type: 'AssetTypeAssigned', data: { version: 2, typeId: 'pump', fromTypeId: 'press' } },
      { type: 'AssetTypeAssigned', data: { version: 3, typeId: null, fromTypeId: 'pump' } },
    ]);
    expect(state.typeId).toBeNull();
  });

  it('has nothing left to do when it is so, also when the asset is registered again without one', () => {
    const { events } = run(register({ typeId: 'pump' }), assignType(), register(), register({ typeId: 'press' }));
    const codes = events.slice(1).map(({ data }) => 'code' in data && data.code);
    expect(codes).toEqual(['ALREADY_APPLIED', 'ALREADY_APPLIED', 'ALREADY_REGISTERED']);
  });

  it('stays as it is on a retired asset', () => {
    const { events } = run(register(), retire(), assignType(), override());
    expect(events.slice(2)).toMatchObject([{ data: { code: 'RETIRED' } }, { data: { code: 'RETIRED' } }]);
  });
});

describe('what an asset has otherwise than its type', () => {
  it('is whole each time, and gone when it is cleared or the type is another', () => {
    const { state, events } = run(
      ...[register({ typeId: 'pump' }), override(), override({ rangeHigh: null, samplingMs: 500 })],
      ...[override({ metric: 'flow' }), clearOverride()],
    );
    expect(events[2]).toMatchObject({ type: 'MetricOverridden', data: { rangeHigh: null, samplingMs: 500 } });
    expect(events[4]).toMatchObject({ type: 'MetricOverrideCleared', data: { version: 5, metric: 'temperature' } });
    expect([...state.overrides.keys()]).toEqual(['flow']);
    expect(run(register(), assignType(), override(), assignType({ typeId: 'press' })).state.overrides.size).toBe(0);
  });

  it('has nothing left to do for the same', () => {
    const limits = [
      { level: 'H', value: 9, deadband: 0, onDelayMs: 0 },
      { level: 'L', value: 1, deadband: 0, onDelayMs: 0 },
    ] as const;
    const { events } = run(
      ...[register({ typeId: 'pump' }), override({ limits }), override({ limits: limits.toReversed() })],
    );
    expect(events[2]).toMatchObject({ data: { code: 'ALREADY_APPLIED' } });
  });

  it.each([
    [override({ metric: ' x' }), 'INVALID_METRIC'],
    [override({ rangeHigh: null }), 'INVALID_OVERRIDE'],
    [override({ rangeLow: 300 }), 'INVALID_OVERRIDE'],
    [override({ expectedVersion: 7 }), 'VERSION_CONFLICT'],
    [clearOverride(), 'NOT_OVERRIDDEN'],
  ] as const)('%#. is refused', (command, code) => {
    expect(run(register({ typeId: 'pump' }), command).events[1]).toMatchObject({ data: { code } });
  });

  it('needs a type', () => {
    expect(run(register(), override()).events[1]).toMatchObject({ data: { code: 'NO_TYPE' } });
  });
});
