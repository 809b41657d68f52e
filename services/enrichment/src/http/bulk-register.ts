import type { AssetRegistry } from '@millrace/domain';
import { ProblemException, type Problem } from '@millrace/platform/nest';
import type { AssetCommands } from './asset-commands.ts';
import type { Applied } from './outcome.ts';
import { Placement } from './placement.ts';
import type { Origin } from './send-command.ts';
import type { BulkRegisterRequest } from './requests.ts';

/** What became of one asset or one binding of the list. */
export interface ItemOutcome {
  /** `unknown`: sent, but its outcome did not come back in time. */
  readonly status: 'done' | 'unchanged' | 'refused' | 'unknown';
  readonly problem?: Problem;
}
export interface BulkOutcome {
  readonly assets: readonly (ItemOutcome & {
    readonly assetId: string;
    readonly metrics: readonly (ItemOutcome & { readonly metric: string })[];
  })[];
  /** Assets and bindings with a problem. */
  readonly problems: number;
}

type Item = BulkRegisterRequest['assets'][number];

/**
 * Registers a list of assets with their bindings: all assets at once, then all bindings of those that are there. Commands of one
 * asset keep their order because they share a partition.
 */
export async function bulkRegister(
  commands: AssetCommands,
  registry: AssetRegistry,
  origin: Origin,
  items: readonly Item[],
): Promise<BulkOutcome> {
  const placement = new Placement(registry, origin.tenant, items);
  const assets = await Promise.all(
    items.map(async ({ metrics, ...asset }) => {
      const outcome = await outcomeOf(async () => await commands.register(origin, asset, placement.ofNew(asset)));
      if (outcome.problem !== undefined) return { assetId: asset.assetId, ...outcome, metrics: [] };
      return { assetId: asset.assetId, ...outcome, metrics: await bindEach(commands, origin, asset.assetId, metrics) };
    }),
  );
  const all = assets.flatMap((asset): readonly ItemOutcome[] => [asset, ...asset.metrics]);
  return { assets, problems: all.filter((item) => item.problem !== undefined).length };
}

/** Binds metrics of one asset; each has its own outcome. */
export async function bindEach(
  commands: AssetCommands,
  origin: Origin,
  assetId: string,
  metrics: Item['metrics'],
): Promise<BulkOutcome['assets'][number]['metrics']> {
  const bound = metrics.map(async ({ metric, ...binding }) => ({
    metric,
    ...(await outcomeOf(() => commands.bind(origin, assetId, metric, binding))),
  }));
  return await Promise.all(bound);
}

/** What a write came to: a refusal, or an answer that did not come, is an outcome too. */
export async function outcomeOf(write: () => Promise<Applied>): Promise<ItemOutcome> {
  try {
    return { status: (await write()).changed ? 'done' : 'unchanged' };
  } catch (error) {
    if (!(error instanceof ProblemException)) throw error;
    const problem = error.toProblem();
    return { status: problem.status < 500 ? 'refused' : 'unknown', problem };
  }
}
