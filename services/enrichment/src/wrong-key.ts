import { deadLetter, type InRecord, type StepResult } from '@millrace/streaming';

/**
 * What becomes of a command under a key that is not its aggregate's, `undefined` when the key is right. The key chose the partition, and
 * with it the one writer of the aggregate; under another key there would be a second writer.
 */
export function wrongKey(
  record: InRecord,
  key: string,
  rule = '<tenant>/<assetId>',
): StepResult<undefined> | undefined {
  const given = record.key?.toString() ?? '';
  if (given === key) return undefined;
  const detail = `key "${given}": must be "${key}"`;
  return deadLetter({ code: 'WRONG_KEY', field: 'key', rule, detail });
}
