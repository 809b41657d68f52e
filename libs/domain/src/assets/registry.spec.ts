import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetEvent } from './asset.ts';
import { evolveAsset, UNREGISTERED_ASSET } from './asset.ts';
import { bind, register, unbind } from './commands.fixture.ts';
import type { AssetCommand } from './decide.ts';
import { decideAsset } from './decide.ts';
import { AssetRegistry } from './registry.ts';

const assetIds = ['a', 'b', 'c'];
const devices = ['gw-1', 'gw-2'];
const names = ['t', 'p'];

const command = fc.oneof(
  fc.record({ assetId: fc.constantFrom(...assetIds) }).map(register),
  fc
    .record({
      assetId: fc.constantFrom(...assetIds),
      metric: fc.constantFrom(...names),
      deviceId: fc.constantFrom(...devices),
      deviceMetric: fc.constantFrom(...names),
      offset: fc.integer({ min: 0, max: 3 }),
    })
    .map(bind),
  fc.record({ assetId: fc.constantFrom(...assetIds), metric: fc.constantFrom(...names) }).map(unbind),
);

/** One history an asset, as the topic keeps it. */
function histories(commands: readonly AssetCommand[]): Map<string, AssetEvent[]> {
  const events = new Map(assetIds.map((id) => [id, [] as AssetEvent[]]));
  for (const next of commands) {
    const history = events.get(next.data.assetId) as AssetEvent[];
    const state = history.reduce(evolveAsset, UNREGISTERED_ASSET);
    history.push(decideAsset(state, next, { eventId: next.data.commandId, now: 0 }));
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
    assets: registry.assets('acme'),
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
    expect(registry.assets('other')).toEqual([]);
  });
});
