import { Readable } from 'node:stream';
import type { Codecs } from '@millrace/contracts';
import { ASSET_PATH_LENGTH } from '@millrace/domain';
import { parseJsonBody, type Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Query, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CODECS } from '../tokens.ts';
import { RegistryView } from '../registry/registry-view.ts';
import { readCsv, type RawLine } from '../tags/csv.ts';
import { DryRunBus } from '../tags/dry-run-bus.ts';
import { csvOf, exportTags, jsonOf } from '../tags/export-tags.ts';
import { importTags, type LineOutcome } from '../tags/import-tags.ts';
import { AssetCommands } from './asset-commands.ts';
import { IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY, origin } from './idempotency.ts';

const CSV = 'text/csv';
const JSON_TYPE = 'application/json';
const MOST_LINES = 100_000;

const importQuery = z.strictObject({
  dryRun: z.enum(['true', 'false'], 'must be true or false').default('false'),
  report: z.enum(['problems', 'all'], 'must be problems or all').default('problems'),
});
const exportQuery = z.strictObject({
  format: z.enum(['csv', 'json'], 'must be csv or json').default('csv'),
  pathPrefix: z.string().max(ASSET_PATH_LENGTH).default(''),
});

/** How an import went. */
export interface ImportReport {
  readonly dryRun: boolean;
  /** How many lines came to what. */
  readonly done: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Sent, but their outcomes did not come back in time: import the same file again. */
  readonly unknown: number;
  /** The lines with a problem, or all, in their order. */
  readonly lines: readonly LineOutcome[];
}

/** Lists of tags: how plants bring what they have, and take it away. */
@ApiTags('assets')
@Controller('v1/assets')
export class TagsController {
  readonly #commands: AssetCommands;
  readonly #view: RegistryView;
  readonly #codecs: Pick<Codecs, 'encode' | 'prepare' | 'decode'>;

  constructor(
    @Inject(AssetCommands) commands: AssetCommands,
    @Inject(RegistryView) view: RegistryView,
    @Inject(CODECS) codecs: Codecs,
  ) {
    this.#commands = commands;
    this.#view = view;
    this.#codecs = codecs;
  }

  @Post('import')
  @HttpCode(200)
  @Allow('assets:write')
  @RouteConfig({ rawJson: true, rawCsv: true })
  @ApiOperation({
    summary: 'Register the assets of a list and bind their metrics; the same list again changes nothing',
    description:
      'A line a tag; docs/registry.md says what the columns are. With dryRun nothing is written, and each line says what would become of it.',
  })
  @ApiConsumes(CSV, JSON_TYPE)
  @ApiBody({ schema: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'object' } }] } })
  @ApiQuery({ name: 'dryRun', required: false, enum: ['true', 'false'] })
  @ApiQuery({ name: 'report', required: false, enum: ['problems', 'all'] })
  @ApiHeader(IDEMPOTENCY_HEADER)
  async import(
    @Query(ZodBody(importQuery)) query: z.infer<typeof importQuery>,
    @Body() body: unknown,
    @Headers('content-type') contentType: string | undefined,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ): Promise<ImportReport> {
    this.#view.assertCaughtUp();
    const { registry } = this.#view;
    const dryRun = query.dryRun === 'true';
    const lines = linesOf(body, contentType);
    const commands = dryRun ? this.#commands.over(new DryRunBus(registry, this.#codecs)) : this.#commands;
    const outcomes = await importTags(commands, registry, origin(caller, key), lines);
    const count = (status: LineOutcome['status']): number => outcomes.filter((one) => one.status === status).length;
    const counts = {
      done: count('done'),
      unchanged: count('unchanged'),
      refused: count('refused'),
      unknown: count('unknown'),
    };
    const shown = query.report === 'all' ? outcomes : outcomes.filter(({ detail }) => detail !== undefined);
    return { dryRun, ...counts, lines: shown };
  }

  @Get('export')
  @Allow('assets:read')
  @ApiOperation({
    summary: 'All assets in service with their bindings as a list of tags, which an import takes as it is',
  })
  @ApiProduces(CSV, JSON_TYPE)
  @ApiQuery({ name: 'format', required: false, enum: ['csv', 'json'] })
  @ApiQuery({ name: 'pathPrefix', required: false })
  export(
    @Query(ZodBody(exportQuery)) query: z.infer<typeof exportQuery>,
    @Caller() { tenant, access }: CallerIdentity,
  ) {
    this.#view.assertCaughtUp();
    const { format, pathPrefix } = query;
    const rows = exportTags(this.#view.registry, tenant, { scopes: access.scopes('assets:read'), pathPrefix });
    const pieces = format === 'csv' ? csvOf(rows) : jsonOf(rows);
    const type = format === 'csv' ? `${CSV}; charset=utf-8` : JSON_TYPE;
    return new StreamableFile(Readable.from(pieces, { objectMode: false }), {
      ...{ type, disposition: `attachment; filename="tags.${format}"` },
    });
  }
}

/** @throws ProblemException 400 for what is no list, 413 for one that is too long */
function linesOf(body: unknown, contentType = ''): RawLine[] {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const lines = contentType.startsWith(CSV) ? readCsv(bytes) : jsonLines(parseJsonBody(bytes));
  if (lines.length > MOST_LINES) {
    throw new ProblemException(413, { detail: `The list has ${lines.length} lines: at most ${MOST_LINES} at once.` });
  }
  return lines;
}

function jsonLines(list: unknown): RawLine[] {
  const rows = z.array(z.record(z.string(), z.unknown())).safeParse(list);
  if (rows.success) return rows.data.map((fields, index) => ({ line: index + 1, fields }));
  throw new ProblemException(400, { detail: 'The body must be a JSON array with an object for each tag.' });
}
