import type { Type, types } from 'avsc';
import type { EventContract } from './contract.ts';
import type { Protocol, Quality, TelemetryReceived } from './generated/index.ts';

/** The bytes by which the schema of TelemetryReceived tells its symbols and branches: their place, zigzagged. */
export interface ReceivedLayout {
  readonly protocols: Readonly<Record<Protocol, number>>;
  readonly qualities: Readonly<Record<Quality, number>>;
  readonly branches: { readonly noSequence: number; readonly sequence: number; readonly number: number };
}

const FIELDS = 'eventId tenant deviceId protocol receivedAt sequence readings';
const READING_FIELDS = 'metric occurredAt value quality';
/** A larger one would take a second byte. */
const LARGEST_PLACE = 63;

/**
 * Reads them from the contract.
 * @throws Error when its fields are not those that `ReceivedWriter` writes, in that order.
 */
export function receivedLayout(contract: EventContract<TelemetryReceived>): ReceivedLayout {
  const record = fieldsOf(contract.type, FIELDS);
  const list = record('readings') as types.ArrayType;
  const reading = fieldsOf(list.itemsType, READING_FIELDS);
  return {
    protocols: symbolBytes<Protocol>(record('protocol')),
    qualities: symbolBytes<Quality>(reading('quality')),
    branches: {
      noSequence: branchByte(record('sequence'), 'null'),
      sequence: branchByte(record('sequence'), 'long'),
      number: branchByte(reading('value'), 'double'),
    },
  };
}

function fieldsOf(type: Type, expected: string): (name: string) => Type {
  const fields = new Map((type as types.RecordType).fields.map((field) => [field.name, field.type]));
  const found = [...fields.keys()].join(' ');
  if (found !== expected) throw new Error(`${type.name}: has the fields ${found}, but is written as ${expected}`);
  return (name) => fields.get(name)!; // every expected name was found
}

function symbolBytes<S extends string>(type: Type): Record<S, number> {
  const { symbols } = type as types.EnumType;
  return Object.fromEntries(symbols.map((symbol, place) => [symbol, placeByte(place)])) as Record<S, number>;
}

function branchByte(type: Type, branch: string): number {
  return placeByte((type as types.UnwrappedUnionType).types.findIndex(({ typeName }) => typeName === branch));
}

function placeByte(place: number): number {
  if (place < 0 || place > LARGEST_PLACE) throw new Error(`TelemetryReceived: place ${place} is not one byte`);
  return place << 1;
}
