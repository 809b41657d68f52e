/** What keeps a command from its work, in words for whoever called it. */
export class CliError extends Error {
  /** 1: it failed; 2: it was called wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}

/** A question to the API was answered with a problem (RFC 9457). */
export class ApiProblem extends CliError {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
  }
}

/** The REST API of a running Millrace, as the holder of an API token. */
export interface Api {
  /** @throws CliError, ApiProblem */
  get<T>(path: string, query?: Readonly<Record<string, string>>): Promise<T>;
  /** @throws CliError, ApiProblem */
  post<T>(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<T>;
  /** A file as it is. @throws CliError, ApiProblem */
  send<T>(path: string, file: Buffer, contentType: string): Promise<T>;
  /** What a file would hold. @throws CliError, ApiProblem */
  text(path: string, query?: Readonly<Record<string, string>>): Promise<string>;
}

const TIMEOUT_MS = 120_000;

/** The API at MILLRACE_URL, with the token MILLRACE_TOKEN. @throws CliError when one of them is not given */
export function apiOf(env: Readonly<NodeJS.ProcessEnv>): Api {
  const base = setting(env, 'MILLRACE_URL', 'the address of the front door, e.g. http://127.0.0.1:8080').replace(
    /\/+$/,
    '',
  );
  const token = setting(env, 'MILLRACE_TOKEN', 'an API token');
  const call = async (method: string, path: string, init: RequestInit): Promise<string> => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    let response: Response;
    try {
      response = await fetch(base + path, { ...init, method, headers, signal });
    } catch (error) {
      const { message, cause } = error as Error;
      throw new CliError(`${base}: does not answer: ${cause instanceof Error ? cause.message : message}`);
    }
    const text = await response.text();
    if (!response.ok) throw new ApiProblem(response.status, problemText(response.status, text));
    return text;
  };
  const text = (path: string, query: Readonly<Record<string, string>> = {}): Promise<string> => {
    const search = new URLSearchParams(query).toString();
    return call('GET', search === '' ? path : `${path}?${search}`, {});
  };
  const json = async <T>(answer: Promise<string>): Promise<T> => JSON.parse(await answer) as T;
  return {
    get: (path, query) => json(text(path, query)),
    post: (path, body, headers = {}) => {
      const type = { 'content-type': 'application/json' };
      return json(call('POST', path, { body: JSON.stringify(body), headers: { ...type, ...headers } }));
    },
    send: (path, file, contentType) =>
      json(call('POST', path, { body: new Uint8Array(file), headers: { 'content-type': contentType } })),
    text,
  };
}

function setting(env: Readonly<NodeJS.ProcessEnv>, name: string, what: string): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new CliError(`${name} is not set: ${what}`, 2);
}

/** A problem in one line, or what came instead of one. */
function problemText(status: number, text: string): string {
  try {
    const {
      title,
      detail,
      errors = [],
    } = JSON.parse(text) as {
      title?: string;
      detail?: string;
      errors?: readonly { field: string; rule: string }[];
    };
    const more = errors.filter(({ rule }) => rule !== detail).map(({ field, rule }) => `${field}: ${rule}`);
    return [`${status} ${title ?? ''}`.trim(), detail, ...more].filter(Boolean).join(': ');
  } catch {
    return `${status}: ${text.slice(0, 200)}`;
  }
}
