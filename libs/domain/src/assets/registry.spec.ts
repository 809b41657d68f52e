import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetEvent } from './asset.ts';
import { evolveAsset, UNREGISTERED_ASSET } from './asset.ts';
import {
  assignType,
  bind,
  clearOverride,
  move,
  override,
  register,
  reinstate,
  rename,
  retire,
  unbind,
} from './commands.fixture.ts';
import type { AssetCommand } from './commands.ts';
import { decideAsset } from './decide.ts';
import { AssetRegistry } from './registry.ts';

const assetIds = ['a', 'b', 'c', 'd'];
const parentIds = [...assetIds, 'top'];
const devices = ['gw-1', 'gw-2'];
const names = ['t', 'p'];

const assetId = fc.constantFrom(...assetIds);
const place = fc.record({
  assetId,
  parentId: fc.constantFrom(...parentIds),
  path: fc.constantFrom('x', 'y').map((segment) => `acme/north/hall/line/${segment}`),
});
const command = fc.oneof(
  place.map(register),
  fc.record({ assetId, parentId: fc.constant(null) }).map(register),
  place.map(move),
  fc.record({ assetId }).map(retire),
  fc.record({ assetId }).map(reinstate),
  assetId.map((id) => rename(`new ${id}`, { assetId: id })),
  fc
    .record({
      assetId,
      metric: fc.constantFrom(...names),
      deviceId: fc.constantFrom(...devices),
      deviceMetric: fc.constantFrom(...names),
      offset: fc.integer({ min: 0, max: 3 }),
    })
    .map(bind),
  fc.record({ assetId, metric: fc.constantFrom(...names) }).map(unbind),
  fc.record({ assetId, typeId: fc.constantFrom('pump', 'press', null) }).map(assignType),
  fc.record({ assetId, metric: fc.constantFrom(...names), samplingMs: fc.integer({ min: 1, max: 2 }) }).map(override),
  fc.record({ assetId, metric: fc.constantFrom(...names) }).map(clearOverride),
);

/** One history an asset, as the topic keeps it. */
function histories(commands: readonly AssetCommand[]): Map<string, AssetEvent[]> {
  const events = new Map(assetIds.map((id) => [id, [] as AssetEvent[]]));
  for (const [index, next] of commands.entries()) {
    const history = events.get(next.data.assetId) as AssetEvent[];
    const state = history.reduce(evolveAsset, UNREGISTERED_ASSET);
    history.push(decideAsset(state, next, { eventId: next.data.commandId, now: index >> 1 }));
  }
  return events;
}

function project(events: Iterable<AssetEvent>): AssetRegistry {
  const registry = new AssetRegistry();
  for (const event of events) registry.apply(event);
  return registry;
}

function contents(registry: AssetRegistry): unknown {
  return {
    assets: [...registry.assets('acme')].map(
      ({ bindings, assetId, name, path, parentId, version, isRetired, typeId, overrides }) => ({
        ...{ assetId, name, path, parentId, version, isRetired, bindings: new Map(bindings), typeId, overrides },
        conflict: registry.conflictOf('acme', assetId),
        below: [...registry.subtree('acme', assetId)].map((asset) => asset.assetId).sort(),
      }),
    ),
    ofTypes: ['pump', 'press'].map((id) => [...registry.ofType('acme', id)].map(({ assetId: of }) => of).sort()),
    devices: devices.map((id) => new Map([...(registry.bindingsOf('acme', id) ?? [])].sort())),
  };
}

describe('the asset registry', () => {
  it('does not depend on how the histories of assets are interleaved, nor on repeats', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (commands, picks) => {
        const byAsset = histories(commands);
        const queues = [...byAsset.values()].map((events) => [...events]);
        const shuffled: AssetEvent[] = [];
        for (const pick of picks) {
          const waiting = queues.filter((queue) => queue.length > 0);
          if (waiting.length === 0) break;
          shuffled.push((waiting[pick % waiting.length] as AssetEvent[]).shift() as AssetEvent);
        }
        const inOrder = project([...byAsset.values()].flat());
        expect(contents(project(shuffled))).toEqual(contents(inOrder));
        for (const event of shuffled) inOrder.apply(event);
        expect(contents(inOrder)).toEqual(contents(project(shuffled)));
      }),
    );
  });

  it('holds exactly the bindings of the aggregates, each under its device', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const byAsset = histories(commands);
        const registry = project([...byAsset.values()].flat());
        let bound = 0;
        for (const [assetId, history] of byAsset) {
          const state = history.reduce(evolveAsset, UNREGISTERED_ASSET);
          const asset = registry.asset('acme', assetId);
          expect(asset?.version ?? 0).toBe(state.version);
          expect([...(asset?.bindings.keys() ?? [])].sort()).toEqual([...state.bindings.keys()].sort());
          expect([asset?.typeId ?? null, asset?.overrides ?? new Map()]).toEqual([state.typeId, state.overrides]);
          for (const typeId of ['pump', 'press'])
            expect([...registry.ofType('acme', typeId)].includes(asset as never)).toBe(state.typeId === typeId);
          if (state.isRetired) continue;
          bound += state.bindings.size;
          for (const [metric, { deviceId, deviceMetric }] of state.bindings) {
            const list = registry.bindingsOf('acme', deviceId)?.get(deviceMetric) ?? [];
            expect(list).toContain(asset?.bindings.get(metric));
          }
        }
        const listed = devices.flatMap((id) => [...(registry.bindingsOf('acme', id)?.values() ?? [])].flat());
        expect(listed).toHaveLength(bound);
        for (const id of devices) expect(registry.bindingsOf('acme', id)?.size).not.toBe(0);
      }),
    );
  });

  it('keeps tenants apart and knows who has a path', () => {
    const { data } = decideAsset(UNREGISTERED_ASSET, register(), { eventId: 'e', now: 0 }) as Extract<
      AssetEvent,
      { type: 'AssetRegistered' }
    >;
    const registry = project([{ type: 'AssetRegistered', data }]);
    expect(registry.assetAt('acme', data.path)).toBe('pump-1');
    expect(registry.assetAt('other', data.path)).toBeUndefined();
    expect(registry.asset('other', 'pump-1')).toBeUndefined();
    expect([...registry.assets('other')]).toEqual([]);
  });
});

describe('the tree', () => {
  it('has no circles, and every path follows from the parent and what the asset is called', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const registry = project([...histories(commands).values()].flat());
        for (const { assetId: id, path, parentId } of registry.assets('acme')) {
          const parent = parentId === null ? undefined : registry.asset('acme', parentId);
          if (parent !== undefined) expect(path).toMatch(new RegExp(`^${parent.path}/[xy]|^${parent.path}/${id}$`));
          let above = parent;
          for (let steps = 0; above !== undefined; steps += 1) {
            expect(steps).toBeLessThan(assetIds.length);
            above = above.parentId === null ? undefined : registry.asset('acme', above.parentId);
          }
        }
      }),
    );
  });

  const told = (...commands: AssetCommand[]): AssetRegistry => project([...histories(commands).values()].flat());
  const pathOf = (registry: AssetRegistry, assetId: string) => registry.asset('acme', assetId)?.path;
  const root = register({ assetId: 'a', parentId: null, path: 'acme/north/hall/line/a' });
  const b = register({ assetId: 'b', parentId: 'a' });
  const c = register({ assetId: 'c', parentId: 'b' });

  it('takes along what is below an asset that is moved, and its bindings', () => {
    const registry = told(
      root,
      b,
      c,
      bind({ assetId: 'c' }),
      register({ assetId: 'd', parentId: null }),
      move({ assetId: 'b', parentId: 'd' }),
    );
    expect(pathOf(registry, 'c')).toBe('acme/north/utilities/line-1/d/b/c');
    expect(registry.bindingsOf('acme', 'gw-1')?.get('t')).toMatchObject([{ assetPath: pathOf(registry, 'c') }]);
    expect(
      [...registry.assets('acme', { path: 'acme/north/hall/line/a', assetId: 'b' })].map((x) => x.assetId),
    ).toEqual(['d', 'b', 'c']);
  });

  it('gives an asset its path when its parent becomes known after it', () => {
    const before = told(c);
    expect([pathOf(before, 'c'), before.conflictOf('acme', 'c')]).toEqual([
      'acme/north/utilities/line-1/c',
      'UNKNOWN_PARENT',
    ]);
    expect(pathOf(told(c, b, root), 'c')).toBe('acme/north/hall/line/a/b/c');
  });

  it('leaves an asset where it was when moves at the same time would close a circle, and says so', () => {
    const side = register({ assetId: 'c', parentId: null, path: 'acme/north/hall/line/c' });
    const registry = told(root, side, b, move({ assetId: 'c', parentId: 'b' }), move({ assetId: 'a', parentId: 'c' }));
    expect(pathOf(registry, 'b')).toBe('acme/north/hall/line/a/b');
    expect(pathOf(registry, 'c')).toBe('acme/north/hall/line/a/b/c');
    expect([registry.conflictOf('acme', 'a'), registry.conflictOf('acme', 'c')]).toEqual(['CIRCLE', undefined]);
    const solved = told(
      root,
      side,
      b,
      move({ assetId: 'c', parentId: 'b' }),
      move({ assetId: 'a', parentId: 'c' }),
      move({ assetId: 'b', parentId: 'top' }),
    );
    expect(solved.conflictOf('acme', 'a')).toBeUndefined();
    expect(pathOf(solved, 'a')).toBe('acme/north/utilities/line-2/b/c/a');
  });

  it('does not hang an asset below itself, whatever an event says', () => {
    const [event] = histories([register({ assetId: 'a' })]).get('a') as AssetEvent[];
    const registry = project([{ ...event, data: { ...event?.data, parentId: 'a' } } as AssetEvent]);
    expect(pathOf(registry, 'a')).toBe('acme/north/utilities/line-1/a');
    expect(registry.conflictOf('acme', 'a')).toBe('CIRCLE');
  });

  it('says which of two assets has a path, and which parent is retired', () => {
    const twin = register({ assetId: 'd', parentId: 'a', path: 'acme/north/hall/line/b' });
    const registry = told(root, b, twin, c);
    expect(registry.assetAt('acme', 'acme/north/hall/line/a/b')).toBe('b');
    expect([registry.conflictOf('acme', 'b'), registry.conflictOf('acme', 'd')]).toEqual([undefined, 'SAME_PATH']);
    const without = told(root, b, twin, c, retire({ assetId: 'b' }));
    expect(without.assetAt('acme', 'acme/north/hall/line/a/b')).toBe('d');
    expect(['b', 'c', 'd'].map((id) => without.conflictOf('acme', id))).toEqual([
      undefined,
      'RETIRED_PARENT',
      undefined,
    ]);
  });

  it('lets a retired asset feed nothing until it is back', () => {
    const given = [root, bind({ assetId: 'a' }), retire({ assetId: 'a' })];
    expect(told(...given).bindingsOf('acme', 'gw-1')).toBeUndefined();
    expect(told(...given, reinstate({ assetId: 'a' })).bindingsOf('acme', 'gw-1')?.size).toBe(1);
  });
});
