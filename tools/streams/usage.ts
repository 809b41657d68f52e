import { readFileSync } from 'node:fs';
import type { ServiceProcess } from '@millrace/local-stack';
import { cpuSeconds, residentBytes } from '../bench/process-usage.ts';

/** What a service has used of the machine. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly residentMiB: number;
}

/** Of the program under the guard of a service. */
export function usageOf({ name, guardPid }: ServiceProcess): Usage {
  if (guardPid === undefined) throw new Error(`${name} does not run`);
  const [pid] = readFileSync(`/proc/${guardPid}/task/${guardPid}/children`, 'utf8').trim().split(' ').map(Number);
  if (pid === undefined || Number.isNaN(pid)) throw new Error(`${name} has no process under its guard`);
  return { cpuSeconds: cpuSeconds(pid), residentMiB: Math.round(residentBytes(pid) / 1_048_576) };
}
