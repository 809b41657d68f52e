import { cpuSecondsByName } from '../process-usage.ts';

/** Who a command line is, by what only its own has in it; whoever is nobody of these is the bench itself. */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/services[/\\]([a-z-]+)[/\\]dist/, '$1'],
  [/kafka\.Kafka/, 'kafka'],
  [/apicurio/i, 'registry'],
  [/chdb|clickhouse/i, 'clickhouse'],
  [/\bk6 run\b/, 'k6'],
];

function nameOf(commandLine: string): string {
  for (const [pattern, name] of PROGRAMS) {
    const found = pattern.exec(commandLine);
    if (found !== null) return name.replace('$1', found[1] ?? '');
  }
  return 'bench';
}

/** Where the processors' time goes between two looks: every process that the bench has started, and the bench. */
export class CpuShares {
  readonly #before = cpuSecondsByName(process.pid, nameOf);

  /** In a line: microseconds of each for one reading. */
  describe(readings: number): string {
    const spent = [...cpuSecondsByName(process.pid, nameOf)]
      .map(([name, seconds]) => ({ name, micros: ((seconds - (this.#before.get(name) ?? 0)) / readings) * 1e6 }))
      .toSorted((a, b) => b.micros - a.micros);
    const total = spent.reduce((sum, { micros }) => sum + micros, 0);
    return `CPU of a reading, µs: ${spent.map(({ name, micros }) => `${name} ${micros.toFixed(1)}`).join(', ')}; in all ${total.toFixed(1)}`;
  }
}
