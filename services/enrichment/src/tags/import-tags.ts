import type { AssetRegistry } from '@millrace/domain';
import { ProblemException, type FieldError } from '@millrace/platform/nest';
import type { AssetCommands } from '../http/asset-commands.ts';
import type { Origin } from '../http/send-command.ts';
import { Placement } from '../http/placement.ts';
import { outcomeOf, type ItemOutcome } from '../http/bulk-register.ts';
import type { RegisterAssetRequest } from '../http/requests.ts';
import type { RawLine } from './csv.ts';
import { linesOf, type CheckedLine } from './check-lines.ts';

/** What became of a line; of a dry run, what would become of it. */
export interface LineOutcome {
  readonly line: number;
  readonly assetId: string;
  /** Absent when the line is only about the asset. */
  readonly metric?: string;
  readonly status: ItemOutcome['status'];
  readonly errors?: readonly FieldError[];
  readonly detail?: string;
}

interface Asset {
  readonly assetId: string;
  /** The line that registers it; undefined when it must be there already. */
  readonly registering: CheckedLine | undefined;
  readonly lines: readonly CheckedLine[];
}

/** Assets that are worked on at once; the commands of each keep their order because they share a partition. */
const AT_ONCE = 64;

/** Registers the assets of a list and binds their metrics, parents before children; an outcome for every line, in their order. */
export async function importTags(
  commands: AssetCommands,
  registry: AssetRegistry,
  origin: Origin,
  raw: readonly RawLine[],
): Promise<LineOutcome[]> {
  const { checked, refused } = linesOf(raw);
  const assets = assetsOf(checked);
  const together = assets.flatMap(({ registering }) =>
    registering === undefined ? [] : [registrationOf(registering)],
  );
  const placement = new Placement(registry, origin.tenant, together);
  const outcomes: LineOutcome[] = [...refused];
  /** Assets of the list that could not be registered: what is below them is not, either. */
  const failed = new Set<string>();
  for (const generation of generationsOf(assets)) {
    await inParallel(generation, async (asset) => {
      outcomes.push(...(await importAsset({ commands, registry, placement, origin, failed }, asset)));
    });
  }
  return outcomes.sort((a, b) => a.line - b.line);
}

interface Parts {
  readonly commands: AssetCommands;
  readonly registry: AssetRegistry;
  readonly placement: Placement;
  readonly origin: Origin;
  readonly failed: Set<string>;
}

async function importAsset(parts: Parts, { assetId, registering, lines }: Asset): Promise<LineOutcome[]> {
  const { commands, origin } = parts;
  const outcome = await outcomeOf(async () => {
    if (registering !== undefined) return await register(parts, registering);
    if (parts.registry.asset(origin.tenant, assetId) !== undefined) return { changed: false, version: undefined };
    throw refusal('assetId', assetId, 'must be registered, or have a level on one of its lines');
  });
  if (outcome.problem !== undefined) {
    parts.failed.add(assetId);
    return lines.map((line) => told(line, outcome));
  }
  return await Promise.all(
    lines.map(async (line) => {
      const { row } = line;
      const { metric, deviceId, deviceMetric } = row;
      if (metric === undefined || deviceId === undefined || deviceMetric === undefined) {
        return told(line, line === registering ? outcome : { status: 'unchanged' });
      }
      const { sourceUnit, unit, scale, offset, rangeLow: low, rangeHigh: high } = row;
      const binding = { deviceId, deviceMetric, sourceUnit, unit, scale, offset, range: { low, high } };
      return told(line, await outcomeOf(() => commands.bind(origin, assetId, metric, binding)));
    }),
  );
}

async function register({ commands, registry, placement, origin, failed }: Parts, registering: CheckedLine) {
  const request = registrationOf(registering);
  const { assetId, parentId, typeId } = request;
  if (parentId !== undefined && failed.has(parentId)) {
    throw refusal('parentId', parentId, 'must be registered, and its own line was refused');
  }
  const path = placement.ofNew(request);
  const known = registry.asset(origin.tenant, assetId);
  if (known === undefined || typeId === undefined) return await commands.register(origin, request, path);
  // What is registered with another type gets the one of the list, if the rest is as it says.
  const registered = await commands.register(origin, { ...request, typeId: undefined }, path);
  const assigned = await commands.assignType(origin, { assetId }, typeId);
  return assigned.changed ? assigned : registered;
}

function registrationOf({ row }: CheckedLine): RegisterAssetRequest {
  const { assetId, name = assetId, level, parentId, path, typeId } = row;
  if (level === undefined) throw new Error('a line without a level registers nothing');
  return { assetId, name, level, parentId, path, typeId };
}

function assetsOf(lines: readonly CheckedLine[]): Asset[] {
  return [...Map.groupBy(lines, ({ row }) => row.assetId)].map(([assetId, own]) => ({
    ...{ assetId, lines: own },
    registering: own.find(({ row }) => row.level !== undefined),
  }));
}

/** Assets whose parents are not in the list, then those whose parents are among these, and so on; at last those in a circle. */
function generationsOf(assets: readonly Asset[]): Asset[][] {
  const waiting = new Map(assets.map((asset) => [asset.assetId, asset]));
  const parentOf = ({ registering }: Asset): string => registering?.row.parentId ?? '';
  const generations: Asset[][] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((asset) => !waiting.has(parentOf(asset)));
    const next = ready.length > 0 ? ready : [...waiting.values()];
    for (const { assetId } of next) waiting.delete(assetId);
    generations.push(next);
  }
  return generations;
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const next = items.values();
  const worker = async (): Promise<void> => {
    for (const item of next) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function told({ line, row: { assetId, metric } }: CheckedLine, { status, problem }: ItemOutcome): LineOutcome {
  return {
    ...{ line, assetId, ...(metric === undefined ? {} : { metric }), status },
    ...(problem?.errors === undefined ? {} : { errors: problem.errors }),
    ...(problem?.detail === undefined ? {} : { detail: problem.detail }),
  };
}

function refusal(field: string, value: string, rule: string): ProblemException {
  return new ProblemException(422, { detail: `${field} "${value}": ${rule}`, errors: [{ field, value, rule }] });
}
