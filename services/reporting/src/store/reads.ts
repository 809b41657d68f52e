import {
  type ClickHouse,
  type ExportFormat,
  exportStream,
  type Params,
  readFailure,
  select,
} from '@millrace/clickhouse';
import { ProblemException } from '@millrace/platform/nest';
import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Settings } from '../config.ts';
import { CLICKHOUSE, SETTINGS } from '../tokens.ts';

/** Every question to ClickHouse: read-only, with values as parameters, within limits. */
@Injectable()
export class Reads {
  readonly #client: ClickHouse;
  readonly #settings: Settings;

  constructor(@Inject(CLICKHOUSE) client: ClickHouse, @Inject(SETTINGS) settings: Settings) {
    this.#client = client;
    this.#settings = settings;
  }

  /** At most `maxRows` rows; the statement must say LIMIT itself, the limit here only catches mistakes. */
  async rows<Row>(sql: string, params: Params, maxRows: number): Promise<Row[]> {
    const limits = { maxSeconds: this.#settings.QUERY_MAX_SECONDS, maxRows };
    return select<Row>(this.#client, sql, params, limits).catch(asProblem);
  }

  async export(sql: string, format: ExportFormat, params: Params): Promise<Readable> {
    const limits = { maxSeconds: this.#settings.EXPORT_MAX_SECONDS, maxRows: this.#settings.EXPORT_MAX_ROWS };
    return exportStream(this.#client, sql, format, params, limits).catch(asProblem);
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
