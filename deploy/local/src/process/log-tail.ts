import { readFileSync } from 'node:fs';

/** Last lines of a log, for an error message; what can't be read is said instead. */
export function logTail(file: string, lines = 12): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch (error) {
    return `(${file} can't be read: ${String(error)})`;
  }
}
