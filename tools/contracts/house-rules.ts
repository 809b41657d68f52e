import { isNamed, isUnion, type AvroSchema } from './avro-schema.ts';
import { namedTypesIn } from './typescript-source.ts';
import type { EventSchema } from './load-schemas.ts';

/**
 * What a schema must have beyond Avro so that people can read it and every release can read every other: a doc on every
 * record, field and enum symbol, an enum default, null first in a union with a null default. One message a breach.
 */
export function houseRuleBreaches(event: EventSchema): string[] {
  return namedTypesIn(event.record).flatMap(({ schema, fullName }) => {
    const where = `${event.file}: ${fullName}`;
    const breaches = isBlank(schema.doc) ? [`${where}: doc: every type says what it is`] : [];
    if (schema.type === 'enum') {
      if (schema.default === undefined)
        breaches.push(`${where}: default: an enum needs one, or no symbol can ever be added`);
      const silent = schema.symbols.filter((symbol) => !(schema.doc ?? '').includes(`${symbol}: `));
      return [...breaches, ...silent.map((symbol) => `${where}: doc: must explain the symbol as "${symbol}: ..."`)];
    }
    for (const field of schema.fields) {
      if (isBlank(field.doc)) breaches.push(`${where}.${field.name}: doc: every field says what it means`);
      const optional = isUnion(field.type) && field.type.length === 2 && field.type.includes('null');
      if (optional && !(field.default === null && (field.type as readonly AvroSchema[])[0] === 'null')) {
        breaches.push(`${where}.${field.name}: default: an optional field is ["null", ...] with default null`);
      }
      if (isUnion(field.type) && field.type.filter((branch) => isNamed(branch)).length > 1) {
        breaches.push(`${where}.${field.name}: type: at most one named type in a union, values are not wrapped`);
      }
    }
    return breaches;
  });
}

const isBlank = (doc: string | undefined): boolean => doc === undefined || doc.trim() === '';
