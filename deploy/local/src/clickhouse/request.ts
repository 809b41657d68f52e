import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What a request asks for, apart from its body. */
export interface QueryRequest {
  readonly query: string;
  readonly queryId: string;
  readonly database: string | undefined;
  readonly defaultFormat: string | undefined;
  readonly sessionId: string | undefined;
  readonly sessionTimeoutSeconds: number;
  readonly sessionCheck: boolean;
  readonly closeSession: boolean;
  readonly waitEndOfQuery: boolean;
  readonly compressResponse: boolean;
  /** True for GET and HEAD, which may change nothing. */
  readonly readonly: boolean;
  /** Engine settings and `param_x` query parameters, as the engine's SET takes them. */
  readonly settings: ReadonlyMap<string, string>;
}

/** URL parameters that are the HTTP interface's own; every other one is a setting. */
const OWN = new Set(
  (
    'query query_id database default_format session_id session_timeout session_check close_session wait_end_of_query ' +
    'user password quota_key role buffer_size stacktrace client_protocol_version enable_http_compression compress decompress'
  ).split(' '),
);

const isTrue = (value: string | null): boolean => value === '1' || value === 'true';

/** `fields` are the URL's parameters, with those of a multipart form added. */
export function readRequest(request: IncomingMessage, fields: URLSearchParams): QueryRequest {
  const header = (name: string) => request.headers[name] as string | undefined;
  return {
    query: fields.get('query') ?? '',
    queryId: fields.get('query_id') || randomUUID(),
    database: fields.get('database') || header('x-clickhouse-database') || undefined,
    defaultFormat: fields.get('default_format') || header('x-clickhouse-format') || undefined,
    sessionId: fields.get('session_id') || undefined,
    sessionTimeoutSeconds: Number(fields.get('session_timeout') ?? 60),
    sessionCheck: isTrue(fields.get('session_check')),
    closeSession: isTrue(fields.get('close_session')),
    waitEndOfQuery: isTrue(fields.get('wait_end_of_query')),
    compressResponse: isTrue(fields.get('enable_http_compression')),
    readonly: request.method !== 'POST',
    settings: new Map([...fields].filter(([name]) => !OWN.has(name))),
  };
}

/** Credentials from the X-ClickHouse headers, Basic authorization or the URL, in that order; none means user "default". */
export function readCredentials(request: IncomingMessage, fields: URLSearchParams): Credentials {
  const user = request.headers['x-clickhouse-user'];
  const key = request.headers['x-clickhouse-key'];
  if (user !== undefined || key !== undefined) return { user: String(user ?? 'default'), password: String(key ?? '') };
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '');
  if (basic?.[1]) {
    const [name = '', ...rest] = Buffer.from(basic[1], 'base64').toString('utf8').split(':');
    return { user: name, password: rest.join(':') };
  }
  return { user: fields.get('user') ?? 'default', password: fields.get('password') ?? '' };
}
