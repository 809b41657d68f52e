import type { ReadingColumns } from './reading-columns.ts';

/** An order of readings: the row, and its record, at each place. */
export interface RowOrder {
  readonly rows: Uint32Array;
  readonly records: Uint32Array;
}

/**
 * The readings in the order of the table: tenant, asset, metric, instant; what is equal stays as it came. The engine then finds the
 * block in order and need not sort it, and what it groups by series stands together. Names are ranked once a block; the rows are dealt
 * out by their ranks, metric first, then asset, which takes two steps a row however many there are.
 */
export function tableOrder(columns: ReadingColumns): RowOrder {
  const { rows, metric } = columns;
  const { recordOf, asset, assets } = assetsOf(columns);
  const metrics = rankMetrics(columns);
  const ofMetric = new Uint32Array(rows);
  const places = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    ofMetric[row] = metrics.rankOf[metric[row]!]!;
    places[row] = row;
  }
  const order = deal(deal(places, ofMetric, metrics.count), asset, assets);
  settleInstants(order, asset, ofMetric, columns.occurredAt);
  for (let place = 0; place < rows; place++) places[place] = recordOf[order[place]!]!;
  return { rows: order, records: places };
}

/** For each row its record, and the rank of its tenant and asset among all there are. */
function assetsOf({ records, rows, starts, origin, origins, texts }: ReadingColumns) {
  const names = Array.from(origins.tenant, (tenant, number) => ({
    number,
    tenant: texts.text(tenant),
    asset: texts.text(origins.assetId[number]!),
  }));
  names.sort((a, b) => compare(a.tenant, b.tenant) || compare(a.asset, b.asset));
  const rankOf = new Uint32Array(names.length);
  let assets = 0;
  for (const [place, { number, tenant, asset }] of names.entries()) {
    const before = names[place - 1];
    if (before !== undefined && (before.tenant !== tenant || before.asset !== asset)) assets += 1;
    rankOf[number] = assets;
  }
  const recordOf = new Uint32Array(rows);
  const asset = new Uint32Array(rows);
  for (let record = 0; record < records; record++) {
    const rank = rankOf[origin[record]!]!;
    for (let row = starts[record]!; row < starts[record + 1]!; row++) {
      recordOf[row] = record;
      asset[row] = rank;
    }
  }
  return { recordOf, asset, assets: assets + 1 };
}

/** The rank of each text that is a metric. */
function rankMetrics({ rows, metric, texts }: ReadingColumns) {
  const rankOf = new Uint32Array(texts.size);
  for (let row = 0; row < rows; row++) rankOf[metric[row]!] = 1;
  const names: { readonly number: number; readonly name: string }[] = [];
  for (let number = 0; number < rankOf.length; number++)
    if (rankOf[number] === 1) names.push({ number, name: texts.text(number) });
  names.sort((a, b) => compare(a.name, b.name));
  for (const [rank, { number }] of names.entries()) rankOf[number] = rank;
  return { rankOf, count: names.length };
}

/** The rows by their keys, which are below `keys`; rows with the same key stay in order (counting sort). */
function deal(rows: Uint32Array, keyOf: Uint32Array, keys: number): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (let at = 0; at < rows.length; at++) next[keyOf[at]! + 1]! += 1;
  for (let key = 0; key < keys; key++) next[key + 1]! += next[key]!;
  const dealt = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    dealt[next[keyOf[row]!]!++] = row;
  }
  return dealt;
}

/** Puts the rows of each series in the order of their instants, which they nearly always have. */
function settleInstants(order: Uint32Array, asset: Uint32Array, metric: Uint32Array, occurredAt: Float64Array): void {
  let start = 0;
  let isSorted = true;
  for (let at = 1; at <= order.length; at++) {
    const [row, before] = [order[at]!, order[at - 1]!];
    if (at < order.length && asset[row] === asset[before] && metric[row] === metric[before]) {
      if (occurredAt[row]! < occurredAt[before]!) isSorted = false;
      continue;
    }
    if (!isSorted) order.subarray(start, at).sort((a, b) => occurredAt[a]! - occurredAt[b]! || a - b);
    start = at;
    isSorted = true;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
