/** Told to whoever waits: `part` is what is being worked on, `elapsedMs` counts from the start of that work. */
export interface ProgressEvent {
  readonly part: string;
  readonly message: string;
  readonly elapsedMs: number;
}
export type OnProgress = (event: ProgressEvent) => void;

/** A person who waits longer than this hears from us. */
const HEARTBEAT_MS = 2000;

/** Runs `work` and reports its begin, every two seconds of it, and its end. */
export async function withProgress<T>(
  part: string,
  message: string,
  onProgress: OnProgress,
  work: () => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const tell = (text: string) => onProgress({ part, message: text, elapsedMs: performance.now() - began });
  tell(message);
  const timer = setInterval(() => tell(`${message} (still at it)`), HEARTBEAT_MS);
  try {
    const result = await work();
    tell(`${message}: done`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** One line for a terminal: `  3.2 s  kafka       starting`. */
export const progressLine = (event: ProgressEvent): string =>
  `${(event.elapsedMs / 1000).toFixed(1).padStart(6)} s  ${event.part.padEnd(11)} ${event.message}`;
