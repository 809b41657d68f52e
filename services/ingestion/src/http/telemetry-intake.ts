import type { IncomingHttpHeaders } from 'node:http';
import { nowMicros, parseJsonBody, ProblemException } from '@millrace/platform';
import type { Arrival } from '../arrival.ts';
import type { Credential } from '../credentials/credential-table.ts';
import type { Judged } from '../judge.ts';
import type { FrontDoorLedger } from '../ledger/front-door-ledger.ts';
import type { Pipeline, Stored } from '../pipeline.ts';
import { countRefused } from '../pressure/doors.ts';
import { within } from '../pressure/within.ts';
import { answerOf, type Answer } from './answer.ts';
import { BUFFER_HEADER, BUFFER_RULE, bufferReport, type BufferReport } from './buffer-report.ts';
import { LateRequests } from './late-requests.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { splitBatch, type BatchItem } from './split-batch.ts';
import { notInTime, toProblem } from './store-problem.ts';
import type { Entry } from './telemetry-door.ts';

const CONTENT_TYPE = 'application/json';

export interface RequestLimits {
  readonly maxMessages: number;
  readonly maxReadings: number;
  /** How long a request may take once its body is there, milliseconds. */
  readonly maxWaitMs: number;
}

/** One request's way in: parse, split, judge, keep to the limits, store, and only then answer. */
export class TelemetryIntake {
  readonly #pipeline: Pipeline;
  readonly #ledger: Pick<FrontDoorLedger, 'buffer'>;
  readonly #limiter: RateLimiter;
  readonly #limits: RequestLimits;
  readonly #late = new LateRequests();

  constructor(
    pipeline: Pipeline,
    ledger: Pick<FrontDoorLedger, 'buffer'>,
    limiter: RateLimiter,
    limits: RequestLimits,
  ) {
    this.#ledger = ledger;
    this.#pipeline = pipeline;
    this.#limiter = limiter;
    this.#limits = limits;
  }

  /** The answer to a request that was let in. */
  async answer(body: Buffer, entry: Entry, headers: IncomingHttpHeaders): Promise<Answer> {
    const report = reportIn(headers, entry);
    const { credentialId } = entry.sender;
    const known = this.#late.find(credentialId, body, performance.now());
    const earlier = known === undefined ? undefined : await this.#earlier(known, entry);
    if (earlier !== undefined) return earlier;
    const everyItem = headers['prefer']?.includes('return=representation') === true;
    const onLate = (stored: Promise<Stored[]>): void =>
      this.#late.remember(credentialId, body, stored, everyItem, performance.now());
    return answerOf(await this.take(body, entry, report, onLate), everyItem);
  }

  /** What the same request was not told in time; undefined when it is to be stored like any other. */
  async #earlier(known: Promise<Answer | undefined>, { held }: Entry): Promise<Answer | undefined> {
    try {
      const answer = await this.#inTime(known);
      if (answer !== undefined) held.release();
      return answer;
    } catch (error) {
      held.release();
      throw error;
    }
  }

  /**
   * What is stored of a request. Its bytes count until Kafka has settled them, even if the client is told to come again before.
   * @param report what the gateway says of its buffer; counted once its messages are safe
   * @param onLate told of what will be stored when the client is told to come again
   */
  take(
    body: Buffer,
    { sender, held }: Entry,
    report?: BufferReport,
    onLate?: (stored: Promise<Stored[]>) => void,
  ): Promise<Stored[]> {
    const stored = this.#take(body, sender, report);
    stored.then(held.release, held.release);
    return this.#inTime(stored, onLate);
  }

  #inTime<T>(work: Promise<T>, onLate?: (work: Promise<T>) => void): Promise<T> {
    return within(this.#limits.maxWaitMs, work, () => {
      countRefused('http', 'timeout');
      onLate?.(work);
      return notInTime(this.#limits.maxWaitMs);
    });
  }

  async #take(body: Buffer, sender: Credential, report: BufferReport | undefined): Promise<Stored[]> {
    const receivedAt = nowMicros();
    const stored = await this.#store(body, sender, receivedAt, report);
    if (report !== undefined) {
      const range = [report.last - stored.length + 1, report.last] as const;
      this.#ledger.buffer(sender.tenant, sender.deviceId, range, report.pending, receivedAt);
    }
    return stored;
  }

  async #store(
    body: Buffer,
    sender: Credential,
    receivedAt: number,
    report: BufferReport | undefined,
  ): Promise<Stored[]> {
    const { tenant, scope } = sender;
    const plain = this.#pipeline.plain(body, { tenant, scope, protocol: 'HTTP', receivedAt });
    if (plain !== undefined) {
      this.#admit(plain, sender, receivedAt);
      assertNumbered(plain.messages, report);
      return this.#pipeline.storePlain(plain).catch(asProblem);
    }
    const items = splitBatch(await this.#parse(body, sender, receivedAt), body);
    this.#bound('messages', items.length, this.#limits.maxMessages);
    const judged = items.map((item) => this.#pipeline.judge(arrivalOf(item, sender, receivedAt), item.input));
    const readings = judged.reduce((sum, item) => sum + readingsOf(item), 0);
    this.#admit({ messages: items.length, readings }, sender, receivedAt);
    assertNumbered(items.length, report);
    return this.#pipeline.store(judged).catch(asProblem);
  }

  /** @throws ProblemException 413 or 429 when it is more than one request, or this sender at the moment, may bring */
  #admit(size: { readonly messages: number; readonly readings: number }, sender: Credential, now: number): void {
    this.#bound('messages', size.messages, this.#limits.maxMessages);
    this.#bound('readings', size.readings, this.#limits.maxReadings);
    const wait = this.#limiter.take(sender.credentialId, size.readings, now);
    if (wait === undefined) return;
    countRefused('http', 'rate');
    const detail = `This credential sends more readings a second than it may; wait ${wait.toFixed(1)} s.`;
    throw new ProblemException(429, { detail, retryAfterSeconds: wait });
  }

  async #parse(body: Buffer, sender: Credential, receivedAt: number): Promise<unknown> {
    try {
      return parseJsonBody(body);
    } catch (error) {
      if (!(error instanceof ProblemException)) throw error;
      const { tenant, deviceId } = sender;
      const refused = {
        tenant,
        deviceId,
        protocol: 'HTTP',
        receivedAt,
        contentType: CONTENT_TYPE,
        payload: body,
      } as const;
      await this.#pipeline.malformed(refused, error.message).catch(asProblem);
      throw error;
    }
  }

  #bound(field: string, count: number, max: number): void {
    if (count === 0) {
      throw new ProblemException(400, { errors: [{ field, value: 0, rule: 'must hold at least one message' }] });
    }
    if (count > max) {
      throw new ProblemException(413, {
        detail: `The request holds ${count} ${field}; at most ${max} are taken at once.`,
        errors: [{ field, value: count, rule: `must be at most ${max}` }],
      });
    }
  }
}

/** The numbers of the messages of a request begin with 0 at the lowest. */
function assertNumbered(messages: number, report: BufferReport | undefined): void {
  if (report === undefined || report.last >= messages - 1) return;
  const rule = `${BUFFER_RULE}; the request has ${messages} messages`;
  const errors = [{ field: 'Millrace-Buffer', value: `last=${report.last}`, rule }];
  throw new ProblemException(400, { detail: 'The request does not satisfy its rules.', errors });
}

/** @throws ProblemException 400; then the request holds nothing any more */
function reportIn(headers: IncomingHttpHeaders, { held }: Entry): BufferReport | undefined {
  try {
    return bufferReport(headers[BUFFER_HEADER]?.toString());
  } catch (error) {
    held.release();
    throw error;
  }
}

function asProblem(reason: unknown): never {
  throw toProblem(reason);
}

function arrivalOf(item: BatchItem, { tenant, scope }: Credential, receivedAt: number): Arrival {
  return { tenant, scope, protocol: 'HTTP', receivedAt, contentType: CONTENT_TYPE, bytes: () => item.bytes() };
}

const readingsOf = ({ message, rejected }: Judged): number => (message?.readings.length ?? 0) + rejected;
