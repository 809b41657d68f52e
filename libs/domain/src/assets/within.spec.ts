import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin } from '../access/place.ts';
import { register } from './commands.fixture.ts';
import { decideAsset } from './decide.ts';
import { UNREGISTERED_ASSET } from './asset.ts';
import { listAssets } from './list.ts';
import { AssetRegistry } from './registry.ts';

const segment = fc.constantFrom('a', 'b', 'a-b', 'ab');
const path = fc.array(segment, { minLength: 4, maxLength: 4 }).map((parts) => parts.join('/'));
const scope = fc.array(segment, { maxLength: 4 }).map((parts) => parts.join('/'));

describe('assets within places', () => {
  it('are those that lie there, in the order of all, in pages of any size (property)', () => {
    fc.assert(
      fc.property(
        fc.array(path, { maxLength: 12 }),
        fc.array(scope, { maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        (paths, scopes, limit) => {
          const registry = new AssetRegistry();
          for (const [index, place] of paths.entries()) {
            const command = register({ assetId: `n${index}`, level: 'WORK_CENTER', parentId: null, path: place });
            registry.apply(decideAsset(UNREGISTERED_ASSET, command, { eventId: `e${index}`, now: index }));
          }
          const found: string[] = [];
          for (let after: string | null = ''; after !== null;) {
            const page = listAssets(registry, 'acme', { scopes, pathPrefix: '', state: 'all', limit, after });
            found.push(...page.assets.map(({ assetId }) => assetId));
            after = page.next;
          }
          const all = [...registry.assets('acme')].filter((asset) => scopes.some((one) => isWithin(asset.path, one)));
          expect(found).toEqual(all.map(({ assetId }) => assetId));
        },
      ),
    );
  });
});
