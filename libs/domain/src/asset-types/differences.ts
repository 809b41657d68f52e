import type { TypeDefinition } from './definition.ts';
import { fieldsOfMetric, type FieldValue } from './fields.ts';

/** A field that is otherwise; null where there is none. */
export interface FieldChange {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** What becomes of a metric of a type. */
export interface MetricChange {
  readonly metric: string;
  readonly change: 'ADDED' | 'REMOVED' | 'CHANGED';
  /** Of a changed metric, field by field; empty otherwise. */
  readonly fields: readonly FieldChange[];
}

export interface TypeDifferences {
  /** Of the type itself: name, description, pack. */
  readonly type: readonly FieldChange[];
  readonly metrics: readonly MetricChange[];
}

const NOTHING: TypeDefinition = { name: '', description: '', pack: '', metrics: [] };

/** What is otherwise in a proposed definition; every metric is new in one that replaces none. */
export function differencesOf(before: TypeDefinition = NOTHING, after: TypeDefinition): TypeDifferences {
  const old = new Map(before.metrics.map((metric) => [metric.name, fieldsOfMetric(metric)]));
  const proposed = new Map(after.metrics.map((metric) => [metric.name, fieldsOfMetric(metric)]));
  const metrics: MetricChange[] = [];
  for (const name of new Set([...old.keys(), ...proposed.keys()])) {
    const [was, is] = [old.get(name), proposed.get(name)];
    if (was === undefined) metrics.push({ metric: name, change: 'ADDED', fields: [] });
    else if (is === undefined) metrics.push({ metric: name, change: 'REMOVED', fields: [] });
    else {
      const fields = changedFields(was, is);
      if (fields.length > 0) metrics.push({ metric: name, change: 'CHANGED', fields });
    }
  }
  return { type: changedFields(headOf(before), headOf(after)), metrics };
}

/** True when nothing is otherwise. The order of metrics and limits says nothing. */
export function isSameDefinition(a: TypeDefinition, b: TypeDefinition): boolean {
  const { type, metrics } = differencesOf(a, b);
  return type.length === 0 && metrics.length === 0;
}

function headOf({ name, description, pack }: TypeDefinition): ReadonlyMap<string, FieldValue> {
  return new Map(Object.entries({ name, description, pack }));
}

function changedFields(was: ReadonlyMap<string, FieldValue>, is: ReadonlyMap<string, FieldValue>): FieldChange[] {
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
    .filter(({ before, after }) => before !== after);
}
