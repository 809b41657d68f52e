import type { Type } from 'avsc';
import { avroType } from './avro-type.ts';
import type { EventContract } from './contract.ts';
import { DecodeError } from './decode-error.ts';
import type { Decoded } from './decoded.ts';
import type { AnyEvent } from './generated/index.ts';
import { HEADER_BYTES } from './wire-format.ts';

/** Reads values of one writer schema into the shape of our contract. */
export interface Reader {
  read(value: Buffer): Decoded;
}

/** Reader for a writer schema from the registry; one that always throws if the schema is none of ours. */
export function readerFor(
  schemaId: number,
  schemaJson: string,
  byFullName: ReadonlyMap<string, EventContract<AnyEvent>>,
): Reader {
  let writer: Type;
  try {
    writer = avroType(schemaJson);
  } catch (error) {
    return refusing(`schema id ${schemaId}: not a valid Avro schema`, error);
  }
  const contract = byFullName.get(writer.name ?? '');
  if (contract === undefined)
    return refusing(`schema id ${schemaId}: ${writer.name ?? 'unnamed'} is no known contract`);
  try {
    return readerOf(contract, contract.type.equals(writer) ? undefined : writer);
  } catch (error) {
    return refusing(`schema id ${schemaId}: cannot be read as ${contract.fullName}: ${String(error)}`, error);
  }
}

/**
 * Reader for values of a contract, written with `writer` or, if left out, with a schema that writes the same bytes as the contract's
 * own (another version of its docs, say), which needs no resolution.
 */
export function readerOf(contract: EventContract<AnyEvent>, writer?: Type): Reader {
  const type = contract.type;
  const resolver = writer === undefined ? undefined : type.createResolver(writer);
  const name = contract.name;
  return {
    read(value) {
      let decoded: { value: unknown; offset: number };
      try {
        decoded = type.decode(value, HEADER_BYTES, resolver);
      } catch (error) {
        throw new DecodeError('CORRUPT', `${name}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
      if (decoded.offset !== value.length) throw wrongLength(name, value, decoded.offset);
      return { contract, type: name, value: decoded.value } as Decoded;
    },
  };
}

const wrongLength = (name: string, value: Buffer, offset: number): DecodeError =>
  new DecodeError(
    'CORRUPT',
    offset < 0
      ? `${name}: value of ${value.length} bytes ends before the record does`
      : `${name}: ${value.length - offset} bytes after the end of the record`,
  );

function refusing(message: string, cause?: unknown): Reader {
  return {
    read() {
      throw new DecodeError('UNKNOWN_TYPE', message, { cause });
    },
  };
}
