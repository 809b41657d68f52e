import { avroType } from '../avro-type.ts';
import type { Codecs } from '../codecs.ts';
import { DecodeError } from '../decode-error.ts';
import { HEADER_BYTES, schemaIdOf } from '../wire-format.ts';
import { walkAvro, type DecodingBreak } from './walk-avro.ts';

/** What a record value is, as far as it can be read; for people who look at one that could not be processed. */
export interface InspectedValue {
  /** Schema id of the wire format; null when the value does not follow it. */
  readonly schemaId: number | null;
  /** Full name of the writer's record; null when its schema is not known. */
  readonly type: string | null;
  /** The decoded value, or the part before the break; bytes as base64. */
  readonly json: unknown;
  readonly brokenAt: DecodingBreak | null;
}

export type { DecodingBreak };

/** Decodes a value with its writer's schema. Never throws for bad bytes; throws RegistryError when the registry does not answer. */
export async function inspectValue(codecs: Pick<Codecs, 'findSchema'>, value: Buffer): Promise<InspectedValue> {
  const unread = (schemaId: number | null, offset: number, error: string): InspectedValue => {
    return { schemaId, type: null, json: null, brokenAt: { path: '', offset, error } };
  };
  let schemaId: number;
  try {
    schemaId = schemaIdOf(value);
  } catch (error) {
    if (error instanceof DecodeError) return unread(null, 0, error.message);
    throw error;
  }
  const schemaJson = await codecs.findSchema(schemaId);
  if (schemaJson === undefined) return unread(schemaId, 1, `schema id ${schemaId}: not known to the registry`);
  let type;
  try {
    type = avroType(schemaJson);
  } catch (error) {
    return unread(schemaId, 1, `schema id ${schemaId}: not a valid Avro schema: ${String(error)}`);
  }
  const { json, brokenAt } = walkAvro(type, value, HEADER_BYTES);
  return { schemaId, type: type.name ?? null, json, brokenAt: brokenAt ?? null };
}
