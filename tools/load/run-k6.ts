import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../provision/folders.ts';
import { provisionK6 } from '../provision/k6.ts';

export interface K6Options {
  /** Path of the script from the repository's root. */
  readonly script: string;
  /** What the script reads as `__ENV`; secrets go this way, not into arguments. */
  readonly env: Readonly<Record<string, string>>;
  /** Told every line that k6 prints; by default nobody. */
  readonly onLine?: (line: string) => void;
  /** Ends the run early, with what was measured so far. */
  readonly signal?: AbortSignal;
}

export interface K6Summary {
  /** Every metric's statistics by their k6 names: `metrics.http_reqs?.count`, `metrics.http_req_duration?.['p(99)']`. */
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Promises (thresholds) that were not kept. */
  readonly broken: readonly string[];
}

/** k6's exit code when the run went to its end and a threshold was crossed. */
const THRESHOLDS_CROSSED = 99;

/**
 * Runs a k6 script of `load-tests/` to its end and answers what it measured; broken promises are in the answer.
 * @throws Error with what k6 printed when the run itself failed
 */
export async function runK6({ script, env, onLine = () => {}, signal }: K6Options): Promise<K6Summary> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-k6-'));
  const summaryFile = join(folder, 'summary.json');
  try {
    const k6 = await provisionK6(onLine);
    const child = spawn(k6, ['run', '--quiet', '--no-usage-report', '--address', '', join(root, script)], {
      env: { ...process.env, ...env, SUMMARY_FILE: summaryFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (): boolean => child.kill('SIGINT');
    signal?.addEventListener('abort', stop, { once: true });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      for (const line of chunk.toString().split('\n')) if (line !== '') onLine(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    );
    signal?.removeEventListener('abort', stop);
    const summary = await readFile(summaryFile, 'utf8').catch(() => undefined);
    const wentToItsEnd = code === 0 || code === THRESHOLDS_CROSSED || signal?.aborted === true;
    if (!wentToItsEnd || summary === undefined) throw new Error(`k6 ended with code ${code}:\n${output}`);
    return readSummary(summary);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readSummary(text: string): K6Summary {
  const { metrics, broken } = JSON.parse(text) as {
    metrics: Record<string, { values: Record<string, number> }>;
    broken: string[];
  };
  return { metrics: Object.fromEntries(Object.entries(metrics).map(([name, { values }]) => [name, values])), broken };
}
