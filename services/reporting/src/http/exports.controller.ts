import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Settings } from '../config.ts';
import { exportReadings } from '../queries/export-readings.ts';
import { ScopedReads } from '../store/reads.ts';
import { SETTINGS } from '../tokens.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { assertStretch, corrections, instant, name, optionalName } from './params.ts';

const CSV = 'text/csv; charset=utf-8';
const PARQUET = 'application/vnd.apache.parquet';

const query = z.strictObject({
  format: z.enum(['csv', 'parquet'], 'must be csv or parquet').default('csv'),
  assetId: name(),
  metric: optionalName().describe('One metric; every one when not given'),
  from: instant().describe('Start, inclusive: ISO 8601 with offset, or milliseconds since 1970'),
  to: instant().describe('End, exclusive'),
  corrections: corrections(),
});

@ApiTags('exports')
@Allow('telemetry:export')
@Controller('v1/exports')
export class ExportsController {
  readonly #reads: ScopedReads;
  readonly #settings: Settings;

  constructor(@Inject(ScopedReads) reads: ScopedReads, @Inject(SETTINGS) settings: Settings) {
    this.#reads = reads;
    this.#settings = settings;
  }

  @Get('readings')
  @ApiOperation({ summary: 'The readings of one asset as a CSV or Parquet file' })
  @ApiProduces('text/csv', PARQUET)
  @ApiResponse({ status: 422, description: 'More readings than one export may have' })
  @ApiZodQuery(query)
  async readings(@Query(ZodBody(query)) asked: z.infer<typeof query>, @Caller() caller: CallerIdentity) {
    assertStretch(asked, this.#settings.HISTORY_MAX_DAYS);
    const rows = await exportReadings(this.#reads.of(caller, 'telemetry:export'), this.#settings.EXPORT_MAX_ROWS, {
      ...asked,
      tenant: caller.tenant,
    });
    const type = asked.format === 'csv' ? CSV : PARQUET;
    return new StreamableFile(rows, { type, disposition: `attachment; filename="readings.${asked.format}"` });
  }
}
