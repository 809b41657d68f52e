/** The steps of a replay, in their order; `run` does the first three. */
export const REPLAY_STEPS = ['run', 'start', 'status', 'compare', 'switch', 'drop', 'abort'] as const;
export type ReplayStep = (typeof REPLAY_STEPS)[number];

/** What a step found, for programs; `ok` is whether what it was to do or check holds. */
export interface ReplayFinding {
  readonly ok: boolean;
  readonly [detail: string]: unknown;
}

export interface ReplayRequest {
  readonly step: ReplayStep;
  readonly projection: string;
  /** Records before it (milliseconds since 1970) are not read again. */
  readonly since?: number | undefined;
  /** Switch although the versions differ: the operator says that the rebuilt one is right. */
  readonly acceptDifferences?: boolean;
}

/** Where a replay tells people how it goes. */
export interface Say {
  /** A line of result. */
  out(line: string): void;
  /** A line of progress. */
  progress(line: string): void;
}

/**
 * The main program of the service that owns a projection, started by `millrace replay` as `<program> <step> <projection> [--since=…]
 * [--accept-differences]`: lines for people on standard output and error, the result to the parent process.
 * Exit code 0: done; 1: it failed, or the versions differ; 2: called wrongly.
 */
export async function replayProgram(
  projections: readonly string[],
  work: (request: ReplayRequest, say: Say, signal: AbortSignal) => Promise<ReplayFinding>,
): Promise<void> {
  const [step = '', projection = '', ...options] = process.argv.slice(2);
  const say: Say = {
    out: (line) => void process.stdout.write(`${line}\n`),
    progress: (line) => void process.stderr.write(`${line}\n`),
  };
  if (!isStep(step) || !projections.includes(projection)) {
    say.progress(
      `usage: (${REPLAY_STEPS.join('|')}) (${projections.join('|')}) [--since=<milliseconds since 1970>] [--accept-differences]`,
    );
    process.exitCode = 2;
    return;
  }
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error('told to stop')));
  try {
    const since = options.find((option) => option.startsWith('--since='))?.slice('--since='.length);
    const request = {
      ...{ step, projection, since: since === undefined ? undefined : Number(since) },
      acceptDifferences: options.includes('--accept-differences'),
    };
    const found = await work(request, say, stop.signal);
    process.send?.({ projection, step, ...found });
    process.exitCode = found.ok ? 0 : 1;
  } catch (error) {
    say.progress(`replay of ${projection}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
  process.disconnect?.();
}

const isStep = (step: string): step is ReplayStep => (REPLAY_STEPS as readonly string[]).includes(step);
