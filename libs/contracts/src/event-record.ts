import { cloudEventHeaders, type CloudEventAttributes, type CloudEventHeaders } from './cloud-events.ts';
import type { Codecs } from './codecs.ts';
import type { EventContract } from './contract.ts';

/** What a domain event's or command's record says beside its data. */
export interface EventAttributes extends Omit<CloudEventAttributes, 'type'> {
  /** Key of the record: `<tenant>/<aggregate id>`. */
  readonly key: string;
}

export interface EventRecord {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: CloudEventHeaders;
}

/** A domain event or command as the record on its contract's topic. @throws EncodeError */
export function eventRecord<T>(
  codecs: Pick<Codecs, 'encode'>,
  contract: EventContract<T>,
  data: NoInfer<T>,
  { key, ...about }: EventAttributes,
): EventRecord {
  const headers = cloudEventHeaders({ ...about, type: contract.fullName });
  return { topic: contract.topic, key, value: codecs.encode<T>(contract, data), headers };
}
