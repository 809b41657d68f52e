import { avroType } from '@millrace/contracts';
import type { AvroRecord } from './avro-schema.ts';
import type { EventSchema } from './load-schemas.ts';
import type { ReleasedSchema } from './released.ts';
import { breachesOfReading, type Breach } from './resolution-rules.ts';

/**
 * FULL_TRANSITIVE: every current schema reads what every release wrote, and every release reads what is written now. One message
 * for each breach, naming file, field, rule and release.
 */
export function compatibilityBreaches(current: readonly EventSchema[], released: readonly ReleasedSchema[]): string[] {
  const byFile = new Map(current.map((event) => [event.file, event]));
  const messages = released.flatMap((old) => {
    const event = byFile.get(old.file);
    if (event === undefined)
      return [`${old.file}: vanished: release ${old.version} has it, so records of it may be on the topic`];
    return [
      ...topicBreach(event, old),
      ...describe(event, readingBreaches(event.record, old.record), `reading what release ${old.version} wrote`),
      ...describe(
        event,
        readingBreaches(old.record, event.record),
        `release ${old.version} reading what is written now`,
      ),
    ];
  });
  return [...new Set(messages)];
}

const topicBreach = (event: EventSchema, old: ReleasedSchema): string[] =>
  event.topic === old.topic ? [] : [`${event.file}: topic: stays "${old.topic}" as in release ${old.version}`];

const describe = (event: EventSchema, breaches: readonly Breach[], when: string): string[] =>
  breaches.map(({ field, rule }) => `${event.file}: ${field === '' ? 'record' : field}: ${rule} (${when})`);

/** Our rules first, for their messages; then the library that does the reading has the last word. */
function readingBreaches(reader: AvroRecord, writer: AvroRecord): Breach[] {
  const breaches = breachesOfReading(reader, writer);
  if (breaches.length > 0) return breaches;
  try {
    avroType(JSON.stringify(reader)).createResolver(avroType(JSON.stringify(writer)));
    return [];
  } catch (error) {
    return [{ field: '', rule: error instanceof Error ? error.message : String(error) }];
  }
}
