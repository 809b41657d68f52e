import { beforeEach, describe, expect, it } from 'vitest';
import { evolveAsset, UNREGISTERED_ASSET, type AssetState } from './asset.ts';
import { assignType, register, retire } from './commands.fixture.ts';
import type { AssetCommand } from './commands.ts';
import { decideAsset } from './decide.ts';
import { listAssets, type AssetQuery } from './list.ts';
import { AssetRegistry } from './registry.ts';

let registry: AssetRegistry;
let states: Map<string, AssetState>;

function tell(command: AssetCommand): void {
  const { assetId, commandId } = command.data;
  const state = states.get(assetId) ?? UNREGISTERED_ASSET;
  const event = decideAsset(state, command, { eventId: commandId, now: 0 });
  states.set(assetId, evolveAsset(state, event));
  registry.apply(event);
}

const line = (assetId: string, segment = assetId): AssetCommand =>
  register({ assetId, level: 'WORK_CENTER', parentId: null, path: `acme/north/hall/${segment}` });

function pages(query: Partial<AssetQuery> = {}): string[][] {
  const found: string[][] = [];
  for (let after: string | null = ''; after !== null;) {
    const asked: AssetQuery = { scopes: [''], pathPrefix: '', state: 'in-service', limit: 2, ...query, after };
    const page = listAssets(registry, 'acme', asked);
    found.push(page.assets.map(({ assetId }) => assetId));
    after = page.next;
  }
  return found;
}

beforeEach(() => {
  registry = new AssetRegistry();
  states = new Map();
  for (const [id, segment] of [
    ['c', 'x'],
    ['a', 'x'],
    ['b', 'x'],
    ['d', 'w'],
    ['e', 'y'],
  ] as const)
    tell(line(id, segment));
});

describe('a list of assets', () => {
  it('comes in pages by path and id, also where many have one path', () => {
    expect(pages()).toEqual([['d', 'a'], ['b', 'c'], ['e']]);
    expect(pages({ limit: 5 })).toEqual([['d', 'a', 'b', 'c', 'e']]);
    expect(pages({ pathPrefix: 'acme/north/hall/x' })).toEqual([['a', 'b'], ['c']]);
    expect(pages({ pathPrefix: 'other' })).toEqual([[]]);
  });

  it('is of those in service, unless asked otherwise', () => {
    tell(retire({ assetId: 'a' }));
    expect(pages()).toEqual([
      ['d', 'b'],
      ['c', 'e'],
    ]);
    expect(pages({ state: 'retired' })).toEqual([['a']]);
    expect(pages({ state: 'all', limit: 9 })).toEqual([['d', 'a', 'b', 'c', 'e']]);
  });

  it('is of what is below one, or of what is in conflict', () => {
    tell(register({ assetId: 'f', parentId: 'e', path: 'acme/north/hall/y/f' }));
    expect(pages({ parentId: 'e' })).toEqual([['f']]);
    expect(pages({ conflict: 'any' })).toEqual([['b', 'c']]);
  });

  it('is of those of a type', () => {
    for (const assetId of ['e', 'b', 'a', 'd']) tell(assignType({ assetId }));
    expect(pages({ typeId: 'pump' })).toEqual([
      ['d', 'a'],
      ['b', 'e'],
    ]);
    expect(pages({ typeId: 'pump', pathPrefix: 'acme/north/hall/x' })).toEqual([['a', 'b']]);
    expect(pages({ typeId: 'other' })).toEqual([[]]);
    expect(pages({ typeId: 'pump', scopes: ['acme/north/hall/w', 'acme/north/hall/y'] })).toEqual([['d', 'e']]);
  });
});
