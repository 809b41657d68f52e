import { cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on, in a line. */
export function describeMachine(): string {
  const [first] = cpus();
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  const [load = 0] = loadavg();
  const model = first?.model.trim() ?? 'unknown processor';
  return `${cpus().length} × ${model}, ${gibibytes} GiB, ${process.platform}, Node ${process.version}, load ${load.toFixed(1)} at the start`;
}
