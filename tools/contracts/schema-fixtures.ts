import type { AvroField, AvroRecord } from './avro-schema.ts';
import type { EventSchema } from './load-schemas.ts';
import type { ReleasedSchema } from './released.ts';

/** A small record to change in tests. */
export const THING: AvroRecord = {
  type: 'record',
  name: 'ThingSeen',
  namespace: 'io.millrace.things.v1',
  doc: 'A thing was seen.',
  fields: [
    { name: 'eventId', type: 'string' },
    { name: 'count', type: 'long', default: 0 },
    { name: 'seenAt', type: { type: 'long', logicalType: 'timestamp-micros' } },
    { name: 'note', type: ['null', 'string'], default: null },
    { name: 'state', type: { type: 'enum', name: 'State', symbols: ['ON', 'OFF'], default: 'OFF' } },
    { name: 'switch', type: { type: 'enum', name: 'Switch', symbols: ['UP', 'DOWN'] } },
    {
      name: 'parts',
      type: { type: 'array', items: { type: 'record', name: 'Part', fields: [{ name: 'id', type: 'string' }] } },
    },
  ],
};

export const withField = (record: AvroRecord, field: AvroField): AvroRecord => ({
  ...record,
  fields: record.fields.some((own) => own.name === field.name)
    ? record.fields.map((own) => (own.name === field.name ? field : own))
    : [...record.fields, field],
});

export const withoutField = (record: AvroRecord, name: string): AvroRecord => ({
  ...record,
  fields: record.fields.filter((field) => field.name !== name),
});

const FILE = 'things/thing-seen.avsc';

export const current = (record: AvroRecord, topic = 'things.events'): EventSchema => ({
  context: 'things',
  file: FILE,
  fullName: `${record.namespace}.${record.name}`,
  topic,
  record,
});

export const releasedAs = (version: string, record: AvroRecord): ReleasedSchema => ({
  version,
  file: FILE,
  topic: 'things.events',
  record,
});
