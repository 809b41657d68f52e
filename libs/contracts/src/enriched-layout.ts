import type { types } from 'avsc';
import { TelemetryEnriched, type Quality } from './generated/index.ts';
import { branchByte, fieldsOf, symbolBytes, valueBranches, type ValueBranches } from './layout.ts';

/** The bytes by which the schema of TelemetryEnriched tells its symbols and branches: their place, zigzagged. */
export interface EnrichedLayout {
  readonly noShift: number;
  readonly shift: number;
  readonly qualities: Readonly<Record<Quality, number>>;
  readonly branches: ValueBranches;
}

const FIELDS = 'eventId tenant assetId assetPath deviceId receivedAt sourcePartition sourceOffset shift readings';
const READING_FIELDS = 'index metric occurredAt value unit quality';

/**
 * Reads them from the contract.
 * @throws Error when its fields are not those that `EnrichedReader` and `EnrichedWriter` know, in that order.
 */
export function enrichedLayout(contract: Pick<typeof TelemetryEnriched, 'type'> = TelemetryEnriched): EnrichedLayout {
  const record = fieldsOf(contract.type, FIELDS);
  const reading = fieldsOf((record('readings') as types.ArrayType).itemsType, READING_FIELDS);
  return {
    noShift: branchByte(record('shift'), 'null'),
    shift: branchByte(record('shift'), 'string'),
    qualities: symbolBytes<Quality>(reading('quality')),
    branches: valueBranches(reading('value')),
  };
}
