import { readFileSync } from 'node:fs';
import { CliError, type Api } from '../../api.ts';
import type { Terminal } from '../../command.ts';
import type { Given } from './assets.ts';

interface Line {
  readonly line: number;
  readonly assetId: string;
  readonly metric?: string;
  readonly status: string;
  readonly detail?: string;
}
interface Report {
  readonly dryRun: boolean;
  readonly done: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly unknown: number;
  readonly lines: readonly Line[];
}

/** A person who waits longer sees that it goes on. */
const TELL_EVERY_MS = 2_000;

/** `import`: a file of tags. Exit code 1 when a line was refused, or its outcome is not known. */
export async function importTags({ values, words }: Given, api: Api, terminal: Terminal): Promise<number> {
  const [name, ...more] = words;
  if (name === undefined || more.length > 0) throw new CliError('FILE: exactly one must be given', 2);
  const file = fileOf(name);
  const dryRun = values['dry-run'] === true;
  const query = new URLSearchParams({ dryRun: String(dryRun), report: values.all === true ? 'all' : 'problems' });
  const contentType = /\.json$/i.test(name) ? 'application/json' : 'text/csv';
  const report = await waitedFor(api.send<Report>(`/v1/assets/import?${query}`, file, contentType), terminal);
  const { done, unchanged, refused, unknown, lines } = report;
  if (values.json === true) terminal.out(JSON.stringify(report));
  else {
    for (const { line, assetId, metric, status, detail } of lines) {
      const tag = metric === undefined ? assetId : `${assetId}/${metric}`;
      terminal.out(`line ${line}  ${tag}: ${status}${detail === undefined ? '' : `: ${detail}`}`);
    }
    const all = `${done} done, ${unchanged} unchanged, ${refused} refused, ${unknown} not known`;
    terminal.err(dryRun ? `dry run, nothing was written; it would be ${all}` : all);
  }
  return refused + unknown > 0 ? 1 : 0;
}

function fileOf(name: string): Buffer {
  try {
    return readFileSync(name);
  } catch (error) {
    throw new CliError(`${name}: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
}

async function waitedFor<T>(answer: Promise<T>, terminal: Terminal): Promise<T> {
  const began = performance.now();
  const seconds = (): string => ((performance.now() - began) / 1_000).toFixed(0);
  const timer = setInterval(() => terminal.err(`importing, ${seconds()} s so far`), TELL_EVERY_MS);
  try {
    return await answer;
  } finally {
    clearInterval(timer);
  }
}
