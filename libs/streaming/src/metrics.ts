import { counter, gauge, histogram } from '@millrace/platform';

/** The library's metrics; /metrics shows them. */
export const metrics = {
  lag: gauge('millrace_consumer_lag', 'Records between the position and the end of the partition', [
    'stream',
    'topic',
    'partition',
  ]),
  records: counter('millrace_records_total', 'Records by what became of them, counted when it is committed', [
    'stream',
    'outcome',
  ]),
  batchSeconds: histogram('millrace_batch_seconds', 'Handler and commit of one transaction or block', ['stream']),
  transactions: counter('millrace_transactions_total', 'Transactions and blocks by outcome', ['stream', 'outcome']),
  unreadable: counter('millrace_unreadable_records_total', 'Records that tables and tails passed over', ['topic']),
  restored: counter('millrace_restore_records_total', 'Changelog records read to restore state', ['stream']),
};
