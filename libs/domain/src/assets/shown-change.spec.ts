import { describe, expect, it } from 'vitest';
import { evolveAsset, UNREGISTERED_ASSET } from './asset.ts';
import { bind, move, register, reinstate, rename, retire, unbind } from './commands.fixture.ts';
import type { AssetCommand } from './commands.ts';
import { decideAsset } from './decide.ts';
import { partOf } from './shown-change.ts';

/** What a command is about, before and after it. */
function shown(given: readonly AssetCommand[], when: AssetCommand): readonly [unknown, unknown] {
  const decide = (state = UNREGISTERED_ASSET, command: AssetCommand) =>
    evolveAsset(state, decideAsset(state, command, { eventId: command.data.commandId, now: 1 }));
  const before = given.reduce(decide, UNREGISTERED_ASSET);
  return [partOf(before, when), partOf(decide(before, when), when)];
}

describe('what a command changes', () => {
  it('is the part of the asset that it is about', () => {
    expect(shown([], register())).toEqual([null, expect.objectContaining({ name: 'Pump 1', parentId: 'line-1' })]);
    expect(shown([register()], move())).toMatchObject([{ parentId: 'line-1' }, { parentId: 'line-2' }]);
    expect(shown([register()], rename('New'))).toEqual([{ name: 'Pump 1' }, { name: 'New' }]);
    expect(shown([register()], retire())).toEqual([{ isRetired: false }, { isRetired: true }]);
    expect(shown([register(), retire()], reinstate())).toEqual([{ isRetired: true }, { isRetired: false }]);
    expect(shown([register()], bind())).toEqual([null, expect.objectContaining({ metric: 'temperature', offset: 0 })]);
    expect(shown([register(), bind()], bind({ offset: 2 }))).toMatchObject([{ offset: 0 }, { offset: 2 }]);
    expect(shown([register(), bind()], unbind())).toEqual([expect.objectContaining({ deviceId: 'gw-1' }), null]);
  });

  it('is nothing for an asset that nobody registered', () => {
    for (const command of [move(), rename('x'), retire(), bind(), unbind()])
      expect(shown([], command)).toEqual([null, null]);
  });
});
