import type { Type } from 'avsc';
import { avroType } from '../avro-type.ts';
import { fromPlainJson } from '../plain-json.ts';
import { HEADER_BYTES, writeHeader } from '../wire-format.ts';

/** JSON that does not follow the schema it is to be written under. */
export class JsonMismatch extends Error {
  /** Path of the first offending field; empty for the value as a whole. */
  readonly field: string;

  constructor(field: string, rule: string) {
    super(`${field === '' ? 'the value' : field}: ${rule}`);
    this.name = 'JsonMismatch';
    this.field = field;
  }
}

/**
 * Plain JSON (see `toPlainJson`) as a value in the wire format, under the schema given: a record that is edited keeps its writer's schema.
 * @throws JsonMismatch naming the field, also for a field that the schema does not have
 */
export function encodeJson(schemaId: number, schemaJson: string, json: unknown): Buffer {
  const type = avroType(schemaJson);
  const value = fromPlainJson({ type }, json);
  let offence: JsonMismatch | undefined;
  const errorHook = (path: string[], found: unknown, expected: Type): void => {
    offence ??= new JsonMismatch(path.join('.'), `${shown(found)} is no ${expected.typeName} of the schema`);
  };
  if (!type.isValid(value, { errorHook, noUndeclaredFields: true })) {
    throw offence ?? new JsonMismatch('', `is no ${type.name ?? type.typeName}`);
  }
  const encoded = type.toBuffer(value);
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + encoded.length);
  writeHeader(bytes, 0, schemaId);
  encoded.copy(bytes, HEADER_BYTES);
  return bytes;
}

function shown(found: unknown): string {
  if (found === undefined) return 'nothing';
  if (typeof found === 'object' && found !== null)
    return Array.isArray(found) ? 'an array' : `an object of ${Object.keys(found).join(', ')}`;
  return String(JSON.stringify(found) ?? typeof found).slice(0, 100);
}
