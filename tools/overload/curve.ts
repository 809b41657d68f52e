import type { Sample } from './rss.ts';

const BARS = '▁▂▃▄▅▆▇█';
const MIB = 1_048_576;

/** Values as a line of bars, each the largest of its stretch, from 0 to `top`. */
export function sparkline(values: readonly number[], width: number, top: number): string {
  const columns = Math.min(width, values.length);
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.floor(((column + 1) * values.length) / columns);
    const share = Math.max(...values.slice(from, to)) / top;
    return BARS[Math.min(BARS.length - 1, Math.max(0, Math.floor(share * BARS.length)))] ?? '';
  }).join('');
}

const mib = (bytes: number): string => String(Math.round(bytes / MIB)).padStart(5);

/** The curve of every service and of what waits, as text: start, largest and last, MiB, and a line that is full at the bound. */
export function curves(samples: readonly Sample[], boundBytes: number, pendingLimit: number, width = 60): string {
  const row = (name: string, values: readonly number[], top: number): string => {
    const numbers = [values[0] ?? 0, Math.max(0, ...values), values.at(-1) ?? 0, top].map(mib).join(' ');
    return `${name.padEnd(18)} ${numbers}  ${sparkline(values, width, top)}`;
  };
  const names = Object.keys(samples[0]?.rss ?? {}) as (keyof Sample['rss'])[];
  return [
    `${'MiB'.padEnd(18)} start   max  last bound  0 to ${samples.at(-1)?.at ?? 0} s`,
    ...names.map((name) =>
      row(
        name,
        samples.map(({ rss }) => rss[name]),
        boundBytes,
      ),
    ),
    row(
      'ingestion pending',
      samples.map(({ pendingBytes }) => pendingBytes),
      pendingLimit,
    ),
  ].join('\n');
}
