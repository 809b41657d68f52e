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

function placeByte(type: Type, place: number): number {
  if (place < 0 || place > LARGEST_PLACE) throw new Error(`${type.toString()}: place ${place} is not one byte`);
  return place << 1;
}
