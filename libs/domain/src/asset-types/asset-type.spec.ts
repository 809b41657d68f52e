import { describe, expect, it } from 'vitest';
import { evolveAssetType, UNDEFINED_TYPE, type AssetTypeEvent, type AssetTypeState } from './asset-type.ts';
import { AssetTypes } from './catalogue.ts';
import { decideAssetType, type AssetTypeCommand } from './decide.ts';
import { define, metric, retireType } from './types.fixture.ts';

const now = 1_700_000_000_000_000;

function run(commands: readonly AssetTypeCommand[], state: AssetTypeState = UNDEFINED_TYPE) {
  const events: AssetTypeEvent[] = [];
  for (const command of commands) {
    const event = decideAssetType(state, command, { eventId: `event-of-${command.data.commandId}`, now });
    state = evolveAssetType(state, event);
    events.push(event);
  }
  return { state, events };
}

const last = (...commands: AssetTypeCommand[]): AssetTypeEvent | undefined => run(commands).events.at(-1);

describe('an asset type', () => {
  it('is defined, defined anew and retired, a version each; the event carries the whole definition', () => {
    const { events, state } = run([define(), define({ metrics: [metric({ samplingMs: 1_000 })] }), retireType()]);
    expect(events.map(({ type }) => type)).toEqual(['AssetTypeDefined', 'AssetTypeDefined', 'AssetTypeRetired']);
    expect(events.map(({ data }) => 'version' in data && data.version)).toEqual([1, 2, 3]);
    expect(events[1]).toMatchObject({
      data: { typeId: 'pump', name: 'Pump', actor: 'anna', metrics: [{ samplingMs: 1_000 }] },
    });
    expect(state).toMatchObject({ version: 3, isRetired: true, definition: { name: 'Pump' } });
  });

  it('is in use again when it is defined after it was retired', () => {
    const { events, state } = run([define(), retireType(), define()]);
    expect(events[2]).toMatchObject({ type: 'AssetTypeDefined', data: { version: 3 } });
    expect(state.isRetired).toBe(false);
  });

  it('has nothing left to do for the same definition, whatever the order of its metrics, and for retiring twice', () => {
    const [a, b] = [metric(), metric({ name: 'pressure', unit: 'bar', rangeLow: 0, limits: [] })];
    expect(last(define({ metrics: [a, b] }), define({ metrics: [b, a] }))).toMatchObject({
      data: { code: 'ALREADY_APPLIED' },
    });
    expect(last(define(), retireType(), retireType())).toMatchObject({ data: { code: 'ALREADY_APPLIED' } });
  });

  it('answers the same command as it did the first time', () => {
    const late = define({ commandId: 'a', name: ' ' });
    expect(last(define(), late, late)).toMatchObject({ data: { code: 'INVALID_DEFINITION' } });
    const first = define({ commandId: 'b' });
    expect(last(first, retireType(), first)).toMatchObject({
      data: { code: 'ALREADY_APPLIED', detail: expect.stringContaining('version 1') },
    });
  });

  it.each([
    [[], retireType(), 'UNKNOWN_TYPE', 'typeId "pump": is not defined'],
    [[], define({ expectedVersion: 1 }), 'VERSION_CONFLICT', 'expectedVersion 1: the type is at 0'],
    [[define()], define({ expectedVersion: 0 }), 'VERSION_CONFLICT', 'expectedVersion 0: the type is at 1'],
    [[], define({ typeId: 'a/b' }), 'INVALID_ID', 'typeId "a/b": must be 1 to 64 letters, digits, "_", "." or "-"'],
    [[], define({ metrics: [] }), 'INVALID_DEFINITION', 'metrics "0": must be 1 to 500'],
  ] as const)('%#. refuses and says why', (given, when, code, detail) => {
    expect(last(...given, when)).toMatchObject({ data: { code, detail: expect.stringContaining(detail) } });
  });

  it('keeps no memory of commands on a type that nobody defined', () => {
    expect(run([retireType()]).state).toBe(UNDEFINED_TYPE);
  });
});

describe('the catalogue', () => {
  it('keeps every definition there has been, and takes an event in once', () => {
    const { events } = run([define(), define({ name: 'Feed pump' }), retireType(), retireType()]);
    const types = new AssetTypes();
    for (const event of [...events, ...events]) types.apply(event);
    expect(types.get('acme', 'pump')).toMatchObject({
      ...{ version: 3, isRetired: true, definition: { name: 'Feed pump' } },
      versions: [
        { version: 1, definition: { name: 'Pump' }, definedAt: now, actor: 'anna' },
        { version: 2, definition: { name: 'Feed pump' } },
      ],
    });
    expect(types.get('other', 'pump')).toBeUndefined();
    expect(types.all('acme').map(({ typeId }) => typeId)).toEqual(['pump']);
  });
});
