import { appendFileSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { inOrder, type Span } from './spans.ts';

/**
 * Spans in a JSON-lines file and in memory. Bounded: when the file has reached `maxBytes` it becomes `<file>.old`, and what was in
 * the old one is forgotten, so that disk and memory hold the last one to two times `maxBytes` of spans.
 */
export class SpanStore {
  readonly #file: string;
  readonly #maxBytes: number;
  #bytes = 0;
  #current = new Map<string, Span[]>();
  #previous = new Map<string, Span[]>();

  constructor(file: string, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#previous = read(`${file}.old`);
    this.#current = read(file);
    this.#bytes = existsSync(file) ? statSync(file).size : 0;
  }

  add(spans: readonly Span[]): void {
    if (spans.length === 0) return;
    const text = spans.map((span) => `${JSON.stringify(span)}\n`).join('');
    if (this.#bytes > 0 && this.#bytes + Buffer.byteLength(text) > this.#maxBytes) this.#rotate();
    appendFileSync(this.#file, text);
    this.#bytes += Buffer.byteLength(text);
    for (const span of spans) remember(this.#current, span);
  }

  /** The trace's spans, parents before children; empty when none is known. A span sent twice is there once. */
  trace(traceId: string): Span[] {
    const all = [...(this.#previous.get(traceId) ?? []), ...(this.#current.get(traceId) ?? [])];
    return inOrder([...new Map(all.map((span) => [span.spanId, span])).values()]);
  }

  /** Ids of the traces heard of last, newest first. */
  recent(limit: number): string[] {
    return [...new Set([...this.#current.keys()].reverse().concat([...this.#previous.keys()].reverse()))].slice(
      0,
      limit,
    );
  }

  #rotate(): void {
    renameSync(this.#file, `${this.#file}.old`);
    this.#previous = this.#current;
    this.#current = new Map();
    this.#bytes = 0;
  }
}

function remember(traces: Map<string, Span[]>, span: Span): void {
  const known = traces.get(span.traceId);
  if (known) known.push(span);
  else traces.set(span.traceId, [span]);
}

/** A line cut short by a kill is the last one; it is cut off, so that the next one begins on a line of its own. */
function read(file: string): Map<string, Span[]> {
  const traces = new Map<string, Span[]>();
  if (!existsSync(file)) return traces;
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) writeFileSync(file, whole);
  for (const line of whole.split('\n')) if (line !== '') remember(traces, JSON.parse(line) as Span);
  return traces;
}
