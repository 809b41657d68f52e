import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** Fields of `proc(5)` stat after the program's name, which is in parentheses and may hold blanks. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Of a process alone, its threads included. */
const ownCpuSeconds = (pid: number): number =>
  statOf(pid)
    .slice(11, 13)
    .reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;

/** CPU seconds so far of a process and of everything under it, by a name for each command line. What has ended is not in it. */
export function cpuSecondsByName(pid: number, nameOf: (commandLine: string) => string): Map<string, number> {
  const seconds = new Map<string, number>();
  const add = (process: number): void => {
    const name = nameOf(readFileSync(`/proc/${process}/cmdline`, 'utf8').replaceAll('\0', ' '));
    seconds.set(name, (seconds.get(name) ?? 0) + ownCpuSeconds(process));
    childrenOf(process).forEach(add);
  };
  add(pid);
  return seconds;
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' '))
    .filter((text) => text !== '')
    .map(Number);
}

/** CPU seconds a process used until now, user and system, in all its threads and in all its children, ended ones included. */
export function cpuSeconds(pid: number): number {
  const own =
    statOf(pid)
      .slice(11, 15)
      .reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), own);
}

/** Bytes of a process's memory that are in RAM. */
export function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kibibytes === undefined) throw new Error(`process ${pid} has no VmRSS`);
  return Number(kibibytes) * 1_024;
}
