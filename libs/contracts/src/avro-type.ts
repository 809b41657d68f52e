import avsc, { type Type } from 'avsc';

/** Builds the Avro type of a schema: unions unwrapped, longs as safe integers, records as plain field bags. */
export function avroType(schemaJson: string): Type {
  return avsc.Type.forSchema(JSON.parse(schemaJson), { wrapUnions: 'never', omitRecordMethods: true });
}
