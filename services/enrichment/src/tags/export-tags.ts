import { assetsWithin, type AssetRegistry, type Binding, type RegisteredAsset } from '@millrace/domain';
import { conversionOf, unfoldScale } from '../units/unit-conversion.ts';
import { CSV_HEADER, csvLine } from './csv.ts';

type Cells = Readonly<Record<string, string | number | undefined>>;

export interface ExportedPart {
  /** Only assets that lie within these places (paths). */
  readonly scopes: readonly string[];
  /** Of these, only assets whose path begins so. */
  readonly pathPrefix: string;
}

/** A part of a tenant's assets in service as lines of a list of tags, which an import takes as it is. */
export function* exportTags(registry: AssetRegistry, tenant: string, part: ExportedPart): Generator<Cells, undefined> {
  // All of them at once: the list is sent in pieces, between which assets may move.
  for (const asset of assetsOf(registry, tenant, part)) {
    if (asset.bindings.size === 0) yield assetCells(asset);
    for (const binding of asset.bindings.values()) yield { ...assetCells(asset), ...bindingCells(binding) };
  }
}

function assetsOf(registry: AssetRegistry, tenant: string, { scopes, pathPrefix }: ExportedPart): RegisteredAsset[] {
  const found: RegisteredAsset[] = [];
  for (const asset of assetsWithin(registry, tenant, scopes, { path: pathPrefix, assetId: '' })) {
    if (!asset.path.startsWith(pathPrefix)) break;
    if (!asset.isRetired) found.push(asset);
  }
  return found;
}

function assetCells({ assetId, name, level, parentId, path, typeId }: RegisteredAsset): Cells {
  return { assetId, name, level, parentId: parentId ?? undefined, path, typeId: typeId ?? undefined };
}

function bindingCells({ metric, deviceId, deviceMetric, sourceUnit, unit, factor, offset, low, high }: Binding): Cells {
  const raw = unfoldScale(conversionOf(sourceUnit, unit), { factor, offset });
  return {
    ...{ metric, deviceId, deviceMetric, sourceUnit, unit, scale: raw.factor, offset: raw.offset },
    rangeLow: Number.isFinite(low) ? low : undefined,
    rangeHigh: Number.isFinite(high) ? high : undefined,
  };
}

const CHUNK = 500;

/** The list as pieces of a CSV file. */
export function* csvOf(rows: Iterable<Cells>): Generator<string> {
  let [piece, lines] = [CSV_HEADER, 0];
  for (const row of rows) {
    piece += csvLine(row);
    lines += 1;
    if (lines % CHUNK !== 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** The list as pieces of a JSON array. */
export function* jsonOf(rows: Iterable<Cells>): Generator<string> {
  let before = '[\n';
  for (const row of rows) {
    yield `${before}${JSON.stringify(row)}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
