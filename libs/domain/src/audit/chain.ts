/** How far a partition is sealed, and the seal that stands for all of it. */
export interface ChainHead {
  readonly records: number;
  readonly seal: string;
}

/** A record as the chain sees it. */
export interface ChainedRecord {
  readonly offset: number;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** SHA-256 of the parts in their order, each preceded by its length as a big-endian 32-bit number; hexadecimal. */
export type Digest = (parts: readonly (string | Uint8Array)[]) => string;

export const CHAIN_START: ChainHead = { records: 0, seal: '0'.repeat(64) };

/** The chain with one record more: its seal depends on every record there is, on their order and on their offsets. */
export function chained(head: ChainHead, { offset, key, value }: ChainedRecord, digest: Digest): ChainHead {
  return { records: head.records + 1, seal: digest([head.seal, String(offset), key, value]) };
}
