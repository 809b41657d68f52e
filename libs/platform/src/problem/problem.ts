import { STATUS_CODES } from 'node:http';

/** One broken rule: the field (JSON path), the value given, the rule. */
export interface FieldError {
  readonly field: string;
  readonly value: unknown;
  readonly rule: string;
}

/** Problem details (RFC 9457), with `errors` as an extension member. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly FieldError[];
  readonly trace_id?: string;
}

export interface ProblemDetails {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Seconds a client should wait before it tries again (Retry-After). */
  readonly retryAfterSeconds?: number;
}

/** Throw it anywhere under an HTTP handler: it becomes an `application/problem+json` answer. */
export class ProblemException extends Error {
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(status: number, details: ProblemDetails = {}) {
    super(details.detail ?? details.title ?? titleOf(status));
    this.name = 'ProblemException';
    this.status = status;
    this.details = details;
  }

  toProblem(): Problem {
    const { title, detail, errors } = this.details;
    return {
      type: 'about:blank',
      title: title ?? titleOf(this.status),
      status: this.status,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
    };
  }
}

/** The registered phrase of a status code, which `about:blank` asks for as title (RFC 9457 §4.2.1). */
export function titleOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}
