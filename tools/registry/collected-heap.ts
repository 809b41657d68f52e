import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of this process's heap that are in use, after a garbage collection. */
export function collectedHeapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
