import { deadLetter, type InRecord, type StepResult } from '@millrace/streaming';

/**
 * What becomes of a command under a key that is not its aggregate's: the key chose the partition, and with it the one writer. Under
 * another key there would be a second writer.
 */
export function wrongKey(record: InRecord, key: string, rule: string): StepResult<never> | undefined {
  const given = record.key?.toString();
  if (given === key) return undefined;
  return deadLetter({ code: 'WRONG_KEY', field: 'key', rule, detail: `key "${given ?? ''}": must be "${key}"` });
}
