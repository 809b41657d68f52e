import { describe, expect, it } from 'vitest';
import type { AssetEvent, AssetState } from './asset.ts';
import { evolveAsset, REMEMBERED_OUTCOMES, UNREGISTERED_ASSET } from './asset.ts';
import type { AssetCommand } from './commands.ts';
import { decideAsset } from './decide.ts';
import { bind, move, register, reinstate, rename, retire, unbind } from './commands.fixture.ts';

const now = 1_700_000_000_000_000;

function run(
  commands: readonly AssetCommand[],
  state: AssetState = UNREGISTERED_ASSET,
): { state: AssetState; events: AssetEvent[] } {
  const events: AssetEvent[] = [];
  for (const command of commands) {
    const event = decideAsset(state, command, { eventId: `event-of-${command.data.commandId}`, now });
    state = evolveAsset(state, event);
    events.push(event);
  }
  return { state, events };
}

function outcome(given: readonly AssetCommand[], when: AssetCommand): AssetEvent {
  return run([when], run(given).state).events[0] as AssetEvent;
}

describe('registering', () => {
  it('makes version 1', () => {
    expect(outcome([], register({ commandId: 'c1' }))).toEqual({
      type: 'AssetRegistered',
      data: {
        eventId: 'event-of-c1',
        commandId: 'c1',
        tenant: 'acme',
        assetId: 'pump-1',
        name: 'Pump 1',
        level: 'WORK_UNIT',
        parentId: 'line-1',
        path: 'acme/north/utilities/line-1/pump-1',
        typeId: null,
        version: 1,
        actor: 'anna',
        occurredAt: now,
      },
    });
  });

  it('the same again has nothing left to do; anything else is refused', () => {
    expect(outcome([register()], register())).toMatchObject({ data: { code: 'ALREADY_APPLIED' } });
    expect(outcome([register()], register({ name: 'Other' }))).toMatchObject({ data: { code: 'ALREADY_REGISTERED' } });
  });

  it.each([
    [{ assetId: 'a/b' }, 'INVALID_ID'],
    [{ name: '  ' }, 'INVALID_NAME'],
    [{ path: 'acme/north' }, 'INVALID_PATH'],
    [{ path: `acme/north/utilities/line-1/${'p'.repeat(65)}` }, 'INVALID_PATH'],
    [{ parentId: 'pump-1' }, 'INVALID_PARENT'],
    [{ level: 'ENTERPRISE', path: 'acme' }, 'INVALID_PARENT'],
    [{ expectedVersion: 1 }, 'VERSION_CONFLICT'],
  ] as const)('refuses %j as %s', (change, code) => {
    expect(outcome([], register(change))).toMatchObject({ type: 'AssetCommandRefused', data: { code } });
  });
});

describe('moving', () => {
  it('says where from and where to, and registering the old place again is refused from then on', () => {
    const { events } = run([register(), move(), register()]);
    expect(events[1]).toMatchObject({
      type: 'AssetMoved',
      data: {
        ...{ version: 2, parentId: 'line-2', path: 'acme/north/utilities/line-2/pump-1' },
        ...{ fromParentId: 'line-1', fromPath: 'acme/north/utilities/line-1/pump-1' },
      },
    });
    expect(events[2]).toMatchObject({ data: { code: 'ALREADY_REGISTERED' } });
  });

  it('to where it is has nothing left to do, also when what is above it has moved meanwhile', () => {
    const again = move({ path: 'acme/south/hall/line-2/pump-1' });
    expect(outcome([register(), move()], again)).toMatchObject({ data: { code: 'ALREADY_APPLIED' } });
    const otherwiseCalled = move({ path: 'acme/north/utilities/line-2/pump-2' });
    expect(outcome([register(), move()], otherwiseCalled)).toMatchObject({ type: 'AssetMoved' });
  });

  it.each([
    [{ parentId: 'pump-1' }, 'INVALID_PARENT'],
    [{ path: 'acme/north/pump-1' }, 'INVALID_PATH'],
    [{ expectedVersion: 2 }, 'VERSION_CONFLICT'],
    [{ assetId: 'nobody' }, 'UNKNOWN_ASSET'],
  ] as const)('refuses %j as %s', (change, code) => {
    const given = 'assetId' in change ? [] : [register()];
    expect(outcome(given, move(change))).toMatchObject({ type: 'AssetCommandRefused', data: { code } });
  });
});

describe('renaming', () => {
  it('keeps the old name in the event', () => {
    const { state, events } = run([register(), rename('Feed pump')]);
    expect(events[1]).toMatchObject({ type: 'AssetRenamed', data: { name: 'Feed pump', fromName: 'Pump 1' } });
    expect(state.registration?.name).toBe('Feed pump');
  });

  it('refuses a blank name, and has nothing to do for the same', () => {
    expect(outcome([register()], rename(' '))).toMatchObject({ data: { code: 'INVALID_NAME' } });
    expect(outcome([register()], rename('Pump 1'))).toMatchObject({ data: { code: 'ALREADY_APPLIED' } });
  });
});

describe('retiring', () => {
  it('lets nothing but reinstating through, and keeps the bindings for that day', () => {
    const { state, events } = run([register(), bind(), retire(), bind(), unbind(), move(), rename('x'), retire()]);
    const codes = events.slice(3).map(({ data }) => 'code' in data && data.code);
    expect(codes).toEqual(['RETIRED', 'RETIRED', 'RETIRED', 'RETIRED', 'ALREADY_APPLIED']);
    expect([state.isRetired, state.version, state.bindings.size]).toEqual([true, 3, 1]);
    const back = run([reinstate(), reinstate(), unbind()], state);
    expect(back.events.map(({ type }) => type)).toEqual(['AssetReinstated', 'AssetCommandRefused', 'MetricUnbound']);
    expect(back.state).toMatchObject({ isRetired: false, version: 5 });
  });
});

describe('binding', () => {
  it('needs a registered asset', () => {
    expect(outcome([], bind())).toMatchObject({ data: { code: 'UNKNOWN_ASSET' } });
    expect(outcome([], unbind())).toMatchObject({ data: { code: 'UNKNOWN_ASSET' } });
  });

  it('binds, binds anew and unbinds, a version each', () => {
    const { state, events } = run([register(), bind(), bind({ deviceId: 'gw-9' }), unbind()]);
    expect(events.map((event) => event.type)).toEqual([
      'AssetRegistered',
      'MetricBound',
      'MetricBound',
      'MetricUnbound',
    ]);
    expect(events.map((event) => 'version' in event.data && event.data.version)).toEqual([1, 2, 3, 4]);
    expect(events[3]).toMatchObject({ data: { deviceId: 'gw-9', deviceMetric: 't' } });
    expect(state.bindings.size).toBe(0);
  });

  it('the same again has nothing left to do', () => {
    expect(outcome([register(), bind()], bind())).toMatchObject({ data: { code: 'ALREADY_APPLIED' } });
  });

  it('refuses to unbind what is not bound', () => {
    expect(outcome([register()], unbind())).toMatchObject({ data: { code: 'NOT_BOUND' } });
  });

  it.each([
    [{ metric: ' x' }, 'INVALID_METRIC', 'metric " x": must be 1 to 255 printable characters, no blank at either end'],
    [
      { deviceMetric: '' },
      'INVALID_METRIC',
      'deviceMetric "": must be 1 to 255 printable characters, no blank at either end',
    ],
    [{ factor: 0 }, 'INVALID_CONVERSION', 'factor 0: must be a finite number other than 0'],
    [{ offset: NaN }, 'INVALID_CONVERSION', 'offset NaN: must be a finite number'],
    [{ rangeLow: 5, rangeHigh: 5 }, 'INVALID_RANGE', 'rangeLow 5: must be below rangeHigh 5'],
    [
      { rangeHigh: Infinity },
      'INVALID_RANGE',
      'rangeHigh Infinity: must be a finite number, or absent for an open end',
    ],
    [{ expectedVersion: 7 }, 'VERSION_CONFLICT', 'expectedVersion 7: the asset is at 1'],
  ] as const)('refuses %j as %s', (change, code, detail) => {
    expect(outcome([register()], bind(change))).toMatchObject({ type: 'AssetCommandRefused', data: { code, detail } });
  });
});

describe('the same command again', () => {
  it('is answered as done, and changes nothing', () => {
    const { state, events } = run([
      register({ commandId: 'a' }),
      bind({ commandId: 'b' }),
      unbind(),
      bind({ commandId: 'b' }),
    ]);
    expect(events[3]).toMatchObject({
      data: { code: 'ALREADY_APPLIED', detail: expect.stringContaining('version 2') },
    });
    expect(state.bindings.size).toBe(0);
  });

  it('is refused as it was the first time, though it would do now', () => {
    const late = unbind({ commandId: 'late' });
    expect(outcome([register(), late, bind(), late], late)).toMatchObject({ data: { code: 'NOT_BOUND' } });
  });

  it('is remembered for a bounded number of commands', () => {
    const others = Array.from({ length: REMEMBERED_OUTCOMES }, (_, i) => bind({ commandId: `o${i}`, offset: i }));
    const { state } = run([register({ commandId: 'first' }), ...others]);
    expect(state.outcomes).toHaveLength(REMEMBERED_OUTCOMES);
    expect(state.outcomes.some((known) => known.commandId === 'first')).toBe(false);
  });
});
