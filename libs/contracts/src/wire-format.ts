import { DecodeError } from './decode-error.ts';

/** Confluent wire format: magic byte 0, schema id as int32 big-endian, then the Avro binary. */
export const HEADER_BYTES = 5;
const MAGIC = 0;

/** Schema id of a value; throws DecodeError NOT_CONFLUENT. */
export function schemaIdOf(value: Buffer): number {
  if (value.length < HEADER_BYTES) {
    throw new DecodeError(
      'NOT_CONFLUENT',
      `value of ${value.length} bytes: the wire format needs at least ${HEADER_BYTES}`,
    );
  }
  if (value[0] !== MAGIC) {
    throw new DecodeError('NOT_CONFLUENT', `first byte ${value[0]}: the wire format begins with byte ${MAGIC}`);
  }
  return value.readInt32BE(1);
}

export function writeHeader(target: Buffer, at: number, schemaId: number): void {
  target[at] = MAGIC;
  target.writeInt32BE(schemaId, at + 1);
}

/** Whether the value is in the wire format and says that it was written with this schema. */
export function hasSchema(value: Buffer, schemaId: number): boolean {
  return value.length >= HEADER_BYTES && value[0] === MAGIC && value.readInt32BE(1) === schemaId;
}
