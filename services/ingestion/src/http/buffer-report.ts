import { ProblemException } from '@millrace/platform/nest';

/** What a gateway says of its buffer with a request. */
export interface BufferReport {
  /** Number of the last message of the request, counted by the gateway from message to message. */
  readonly last: number;
  /** Messages it still has to send. */
  readonly pending: number;
}

export const BUFFER_HEADER = 'millrace-buffer';
export const BUFFER_RULE =
  'must be last=N; pending=M: the number of the last message of this request, and how many are still to be sent';
const FORM = /^last=(\d{1,15});\s*pending=(\d{1,15})$/;

/** The header `Millrace-Buffer: last=4100; pending=25` of a request; undefined without it. Answers 400 for anything else. */
export function bufferReport(header: string | undefined): BufferReport | undefined {
  if (header === undefined) return undefined;
  const [, last, pending] = FORM.exec(header.trim()) ?? [];
  if (last !== undefined && pending !== undefined) return { last: Number(last), pending: Number(pending) };
  const errors = [{ field: 'Millrace-Buffer', value: header.slice(0, 100), rule: BUFFER_RULE }];
  throw new ProblemException(400, { detail: 'The request does not satisfy its rules.', errors });
}
