/** The schema registry answered with an error, or not at all. */
export class RegistryError extends Error {
  readonly subject: string;
  /** HTTP status; undefined if no answer came. */
  readonly status: number | undefined;
  readonly body: string;

  constructor(what: string, parts: { subject: string; status?: number; body: string; cause?: unknown }) {
    const answer = parts.status === undefined ? 'no answer' : `HTTP ${parts.status}`;
    super(`schema registry: ${what} ${parts.subject}: ${answer}: ${parts.body}`, { cause: parts.cause });
    this.name = 'RegistryError';
    this.subject = parts.subject;
    this.status = parts.status;
    this.body = parts.body;
  }

  /** Worth another try: no answer, overload, or a fault on the other side. */
  get transient(): boolean {
    return this.status === undefined || this.status === 429 || this.status >= 500;
  }
}
