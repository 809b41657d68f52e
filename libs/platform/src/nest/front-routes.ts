import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../logging/logger.ts';
import { stopping } from '../lifecycle/stopping.ts';
import type { InFlight } from './graceful-stop.ts';
import type { HttpTelemetry } from './http-telemetry.ts';
import { problemAnswer } from './problem-answer.ts';
import { readBody } from './read-body.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** What takes the body of one request that was let in; exactly one of the two is called, once. */
export interface BodyTaker {
  /** Gives the JSON text of the answer, which goes out with 200. What it rejects with goes out as a problem. */
  take(body: Buffer): Promise<string>;
  /** The client went away before its body was whole. */
  abandon(): void;
}

/**
 * Looks at the head of a request and lets it in, or leaves it to the router: then nothing may have happened.
 * @param length bytes of the body
 */
export type FrontRoute = (headers: IncomingHttpHeaders, length: number) => BodyTaker | undefined;

/** Content types that promise nothing but JSON in UTF-8. */
const PLAIN_TYPES: ReadonlySet<string | undefined> = new Set(['application/json', 'application/json; charset=utf-8']);
const ANSWER_HEADERS = Object.entries({
  'content-type': 'application/json; charset=utf-8',
  ...SECURITY_HEADERS,
}).flat();

/**
 * Routes in front of the router, for what comes so often that the router, its hooks and Nest's pipeline would cost more than the work
 * itself (docs/adr/0015). Each is a second way to a route that Nest has too: it takes POST requests in whose heads nothing is
 * unusual, and everything else goes to the router. Counting, tracing, security headers and problems are the router's own.
 */
export class FrontRoutes {
  readonly #routes = new Map<string | undefined, FrontRoute>();
  readonly #parts: { readonly inFlight: InFlight; readonly telemetry: HttpTelemetry; readonly logger: Logger };
  readonly #bodyLimit: number;

  /** @param bodyLimit bytes; a larger body is the router's to refuse */
  constructor(parts: { inFlight: InFlight; telemetry: HttpTelemetry; logger: Logger }, bodyLimit: number) {
    this.#parts = parts;
    this.#bodyLimit = bodyLimit;
  }

  /** @param path as the router has it; without parameters */
  add(path: string, route: FrontRoute): void {
    this.#routes.set(path, route);
  }

  /** Takes the request if it can; false leaves it untouched. */
  offer(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = '', method, headers } = request;
    const route = this.#routes.get(url);
    if (route === undefined || method !== 'POST' || stopping.aborted) return false;
    const length = plainLength(headers);
    if (!(length > 0 && length <= this.#bodyLimit)) return false;
    const taker = route(headers, length);
    if (taker === undefined) return false;
    this.#serve({ request, response, url, taker, length });
    return true;
  }

  #serve({ request, response, url, taker, length }: Exchange): void {
    const { inFlight, telemetry } = this.#parts;
    const since = performance.now();
    const trace = telemetry.begin('POST', url, url, request.headers);
    let taken = false;
    inFlight.begin();
    // It comes once for every response, also for one whose client went away.
    response.on('close', () => {
      inFlight.end();
      if (!taken) taker.abandon();
      telemetry.end(
        trace,
        { method: 'POST', route: url, status: response.statusCode, answered: response.writableFinished },
        since,
      );
    });
    readBody(request, length, (body) => {
      taken = true;
      telemetry.within(trace, () => this.#answer(url, response, taker.take(body)));
    });
  }

  #answer(url: string, response: ServerResponse, answer: Promise<string>): void {
    answer.then(
      (text) => send(response, 200, ANSWER_HEADERS, text),
      (error: unknown) => {
        const { status, headers, body } = problemAnswer(error, { method: 'POST', url }, this.#parts.logger);
        send(response, status, Object.entries({ ...headers, ...SECURITY_HEADERS }).flat(), JSON.stringify(body));
      },
    );
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: string;
  readonly taker: BodyTaker;
  readonly length: number;
}

/** Bytes of the body, if nothing in the head speaks of it in an unusual way; else NaN. */
function plainLength(headers: IncomingHttpHeaders): number {
  const { 'content-length': length, 'content-type': type, 'content-encoding': encoding } = headers;
  return encoding === undefined && PLAIN_TYPES.has(type) ? Number(length) : NaN;
}

function send(response: ServerResponse, status: number, headers: readonly string[], text: string): void {
  response.writeHead(status, [...headers, 'content-length', String(Buffer.byteLength(text))]);
  response.end(text);
}
