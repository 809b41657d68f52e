import {
  type ClickHouse,
  type ExportFormat,
  exportStream,
  type Params,
  readFailure,
  type RowScope,
  select,
  tableFilters,
} from '@millrace/clickhouse';
import { type Permission, WHOLE_TENANT } from '@millrace/domain';
import type { Caller } from '@millrace/platform';
import { ProblemException } from '@millrace/platform/nest';
import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Settings } from '../config.ts';
import { CLICKHOUSE, SETTINGS } from '../tokens.ts';

/** Questions to ClickHouse: read-only, with values as parameters, within limits. */
export interface Reads {
  /** At most `maxRows` rows; the statement must say LIMIT itself, the limit here only catches mistakes. */
  rows<Row>(sql: string, params: Params, maxRows: number): Promise<Row[]>;
  export(sql: string, format: ExportFormat, params: Params): Promise<Readable>;
}

/** Who asks decides what the questions can find, whatever they say: ClickHouse itself leaves out every other row. */
@Injectable()
export class ScopedReads {
  readonly #client: ClickHouse;
  readonly #settings: Settings;
  /** For what the service itself wants to know of all tenants. */
  readonly ofEverybody: Reads;

  constructor(@Inject(CLICKHOUSE) client: ClickHouse, @Inject(SETTINGS) settings: Settings) {
    this.#client = client;
    this.#settings = settings;
    this.ofEverybody = this.#reads(undefined);
  }

  /** What the caller may see by this permission, where they have it. */
  of({ tenant, access }: Caller, permission: Permission): Reads {
    return this.#reads({ tenant, places: access.scopes(permission) });
  }

  /** All of a tenant: whoever asks has to look for themselves what may be shown of the answer. */
  ofTenant(tenant: string): Reads {
    return this.#reads({ tenant, places: [WHOLE_TENANT] });
  }

  #reads(scope: RowScope | undefined): Reads {
    const { CLICKHOUSE_DATABASE, QUERY_MAX_SECONDS, EXPORT_MAX_SECONDS, EXPORT_MAX_ROWS } = this.#settings;
    const filters = scope === undefined ? {} : { filters: tableFilters(CLICKHOUSE_DATABASE, scope) };
    return {
      rows: <Row>(sql: string, params: Params, maxRows: number) =>
        select<Row>(this.#client, sql, params, { maxSeconds: QUERY_MAX_SECONDS, maxRows, ...filters }).catch(asProblem),
      export: (sql, format, params) => {
        const limits = { maxSeconds: EXPORT_MAX_SECONDS, maxRows: EXPORT_MAX_ROWS, ...filters };
        return exportStream(this.#client, sql, format, params, limits).catch(asProblem);
      },
    };
  }
}

function asProblem(error: unknown): never {
  const failure = readFailure(error);
  if (failure === 'away') {
    throw new ProblemException(503, { detail: 'The database does not answer at the moment.', retryAfterSeconds: 5 });
  }
  if (failure === 'too costly') {
    throw new ProblemException(422, { detail: 'This asks for more than one answer may cost: ask for less at once.' });
  }
  throw error;
}
