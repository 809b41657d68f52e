import type { types } from 'avsc';
import type { EventContract } from './contract.ts';
import type { Protocol, Quality, TelemetryReceived } from './generated/index.ts';
import { branchByte, fieldsOf, symbolBytes, valueBranches, type ValueBranches } from './layout.ts';

/** The bytes by which the schema of TelemetryReceived tells its symbols and branches: their place, zigzagged. */
export interface ReceivedLayout {
  readonly protocols: Readonly<Record<Protocol, number>>;
  readonly qualities: Readonly<Record<Quality, number>>;
  readonly branches: { readonly noSequence: number; readonly sequence: number } & ValueBranches;
}

const FIELDS = 'eventId tenant deviceId protocol receivedAt sequence readings';
const READING_FIELDS = 'metric occurredAt value quality';

/**
 * Reads them from the contract.
 * @throws Error when its fields are not those that `ReceivedWriter` and `ReceivedReader` know, in that order.
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
      ...valueBranches(reading('value')),
    },
  };
}
