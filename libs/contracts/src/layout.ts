import type { Type, types } from 'avsc';

/** A larger one would take a second byte. */
const LARGEST_PLACE = 63;

/**
 * The types of a record's fields by name.
 * @throws Error when its fields are not the expected ones (names in order, with a blank between), on which hand-written code relies.
 */
export function fieldsOf(type: Type, expected: string): (name: string) => Type {
  const fields = new Map((type as types.RecordType).fields.map((field) => [field.name, field.type]));
  const found = [...fields.keys()].join(' ');
  if (found !== expected) throw new Error(`${type.name}: has the fields ${found}, but is written as ${expected}`);
  return (name) => fields.get(name)!; // every expected name was found
}

/** The byte of each symbol of an enum: its place, zigzagged. */
export function symbolBytes<S extends string>(type: Type): Record<S, number> {
  const { symbols } = type as types.EnumType;
  return Object.fromEntries(symbols.map((symbol, place) => [symbol, placeByte(type, place)])) as Record<S, number>;
}

/** The byte of a branch of a union. */
export function branchByte(type: Type, branch: string): number {
  const branches = (type as types.UnwrappedUnionType).types;
  return placeByte(
    type,
    branches.findIndex(({ typeName }) => typeName === branch),
  );
}

/** The bytes of the branches that the value of a reading has. */
export interface ValueBranches {
  readonly nothing: number;
  readonly number: number;
  readonly truth: number;
  readonly text: number;
}

export const valueBranches = (type: Type): ValueBranches => ({
  nothing: branchByte(type, 'null'),
  number: branchByte(type, 'double'),
  truth: branchByte(type, 'boolean'),
  text: branchByte(type, 'string'),
});

/** The symbols of an enum by their byte. */
export function symbolsByByte<S extends string>(bytes: Readonly<Record<S, number>>): S[] {
  const symbols: S[] = [];
  for (const symbol of Object.keys(bytes) as S[]) symbols[bytes[symbol]] = symbol;
  return symbols;
}

function placeByte(type: Type, place: number): number {
  if (place < 0 || place > LARGEST_PLACE) throw new Error(`${type.toString()}: place ${place} is not one byte`);
  return place << 1;
}
