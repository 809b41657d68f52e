import type { Type } from 'avsc';
import { avroType } from './avro-type.ts';

/** What is agreed about one record: its name, the topic it goes over, and its Avro schema. */
export interface EventContract<T> {
  /** Record name, e.g. `AlarmRaised`; unique over all contracts. */
  readonly name: string;
  /** Avro full name, e.g. `io.millrace.alarms.v1.AlarmRaised`. */
  readonly fullName: string;
  readonly topic: string;
  /** Registry subject by TopicRecordNameStrategy: `<topic>-<fullName>`. */
  readonly subject: string;
  /** Self-contained Avro schema as registered. */
  readonly schemaJson: string;
  readonly type: Type;
  /** Never set: ties the contract to the TypeScript type of its values. */
  readonly valueType?: T;
}

/** Used by generated code only. The Avro type is built at first use: a service touches few of the contracts. */
export function defineContract<T>(
  parts: Pick<EventContract<T>, 'name' | 'fullName' | 'topic' | 'schemaJson'>,
): EventContract<T> {
  let type: Type | undefined;
  return {
    ...parts,
    subject: `${parts.topic}-${parts.fullName}`,
    get type() {
      type ??= avroType(parts.schemaJson);
      return type;
    },
  };
}
