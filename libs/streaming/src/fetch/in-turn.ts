/**
 * The partitions of a request, another one first in each turn. A leader fills its answer in the order of the request, and kafkajs's is
 * always the same: with a backlog, the first ones would be read to their end before the last ones begin.
 */
export function inTurn<P>(partitions: readonly P[], turn: number): P[] {
  const first = partitions.length === 0 ? 0 : turn % partitions.length;
  return [...partitions.slice(first), ...partitions.slice(0, first)];
}
