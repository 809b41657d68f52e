import type { EventContract } from './contract.ts';
import { EncodeError } from './encode-error.ts';
import { HEADER_BYTES, writeHeader } from './wire-format.ts';

/**
 * Values are cut from slabs instead of being allocated one by one. A slab lives as long as the oldest value cut from it, so it is
 * kept small: records wait in a producer's batch for milliseconds.
 */
const SLAB_BYTES = 64 * 1024;
/** A value this big gets a buffer of its own, so that it does not waste the rest of a slab. */
const OWN_BUFFER_BYTES = SLAB_BYTES / 4;

let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let used = 0;

/** Encodes one value in the wire format. The buffer returned is the caller's: nothing writes to it afterwards. */
export function encodeValue<T>(contract: EventContract<T>, schemaId: number, value: T): Buffer {
  let end: number;
  try {
    end = contract.type.encode(value, slab, used + HEADER_BYTES);
    if (end < 0) {
      const size = slab.length - used - end;
      if (size > OWN_BUFFER_BYTES) return encodeAlone(contract, schemaId, value, size);
      slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
      used = 0;
      end = contract.type.encode(value, slab, HEADER_BYTES);
    }
  } catch (error) {
    throw new EncodeError(contract, value, error);
  }
  writeHeader(slab, used, schemaId);
  const encoded = slab.subarray(used, end);
  used = end;
  return encoded;
}

function encodeAlone<T>(contract: EventContract<T>, schemaId: number, value: T, size: number): Buffer {
  const own = Buffer.allocUnsafeSlow(size);
  contract.type.encode(value, own, HEADER_BYTES);
  writeHeader(own, 0, schemaId);
  return own;
}
