import type { AbortedTransaction, FetchedPartition, RawMessage } from './fetch-response.ts';

const ABORT = 0;

/**
 * Marks the records of aborted transactions as control records, so that nobody is given them, and empties the list of
 * aborted transactions.
 *
 * kafkajs 2.2.4 gets this wrong: it takes the broker's list in the order given (by end of transaction, not by start) and
 * enters at most one aborted transaction per record. When aborted transactions overlap on a partition, as they do when a
 * process with several tasks dies, its read_committed consumer delivers aborted records. The algorithm here is the Java
 * client's (`CompletedFetch`): all transactions begun at or before the record are entered, an abort marker leaves its own.
 */
export function hideAborted(partition: FetchedPartition): void {
  if (partition.abortedTransactions.length === 0) return;
  const begun = [...partition.abortedTransactions].sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset));
  const open = new Set<string>();
  let next = 0;
  for (const message of partition.messages) {
    next = enter(begun, next, Number(message.offset), open);
    const { producerId, inTransaction } = message.batchContext;
    if (isAbortMarker(message)) open.delete(producerId);
    else if (inTransaction && open.has(producerId)) message.isControlRecord = true;
  }
  partition.abortedTransactions = [];
}

function enter(begun: readonly AbortedTransaction[], from: number, offset: number, open: Set<string>): number {
  let next = from;
  for (let one = begun[next]; one !== undefined && Number(one.firstOffset) <= offset; one = begun[next]) {
    open.add(one.producerId);
    next += 1;
  }
  return next;
}

/** A control record's key is version int16, type int16: 0 abort, 1 commit. */
function isAbortMarker({ isControlRecord, key }: RawMessage): boolean {
  return isControlRecord && key !== null && key.length >= 4 && key.readInt16BE(2) === ABORT;
}
