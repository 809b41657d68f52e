import { datatypeName } from './datatype.ts';
import type { SparkplugMetric } from './payload.ts';

/** A metric as its birth certificate defined it. */
export interface MetricDefinition {
  readonly name: string;
  readonly datatype: number;
  readonly alias: number | undefined;
}

/** What one birth certificate announced, of a node or of one device. */
export interface MetricTable {
  readonly byName: ReadonlyMap<string, MetricDefinition>;
  readonly byAlias: ReadonlyMap<number, MetricDefinition>;
}

/** The table a birth announces. A metric without a name or a type defines nothing. */
export function tableOf(metrics: readonly SparkplugMetric[]): MetricTable {
  const byName = new Map<string, MetricDefinition>();
  const byAlias = new Map<number, MetricDefinition>();
  for (const { name, datatype, alias, isTemplateDefinition } of metrics) {
    if (name === undefined || datatype === undefined || isTemplateDefinition === true) continue;
    const definition = { name, datatype, alias };
    byName.set(name, definition);
    if (alias !== undefined) byAlias.set(alias, definition);
  }
  return { byName, byAlias };
}

/**
 * Which metric a data metric is. Aliases count only while births are known to be current (`trustAliases`);
 * a name with a type speaks for itself.
 */
export function resolve(
  metric: SparkplugMetric,
  table: MetricTable | undefined,
  trustAliases: boolean,
): MetricDefinition | undefined {
  const { name, alias, datatype } = metric;
  if (name !== undefined && name !== '') {
    const known = table?.byName.get(name);
    if (datatype !== undefined && datatype !== 0) return { name, datatype, alias: known?.alias };
    return known;
  }
  return alias !== undefined && trustAliases ? table?.byAlias.get(alias) : undefined;
}

/** What a birth tells downstream of its metrics. */
export function birthMetrics(table: MetricTable): { name: string; alias: number | null; datatype: string }[] {
  return [...table.byName.values()].map(({ name, alias, datatype }) => ({
    name,
    alias: alias ?? null,
    datatype: datatypeName(datatype),
  }));
}
