import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Settings } from '../config.ts';
import { history } from '../queries/history.ts';
import { ScopedReads } from '../store/reads.ts';
import { SETTINGS } from '../tokens.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { assertStretch, corrections, count, instant, name } from './params.ts';

const query = z.strictObject({
  assetId: name(),
  metric: name(),
  from: instant().describe('Start, inclusive: ISO 8601 with offset, or milliseconds since 1970'),
  to: instant().describe('End, exclusive'),
  maxPoints: count(1, 10_000, 1_000).describe('Most points in the answer; decides the resolution'),
  corrections: corrections(),
});

@ApiTags('telemetry')
@Allow('telemetry:read')
@Controller('v1/history')
export class HistoryController {
  readonly #reads: ScopedReads;
  readonly #maxDays: number;

  constructor(@Inject(ScopedReads) reads: ScopedReads, @Inject(SETTINGS) settings: Settings) {
    this.#reads = reads;
    this.#maxDays = settings.HISTORY_MAX_DAYS;
  }

  @Get()
  @ApiOperation({
    summary: 'A stretch of one series, as fine as maxPoints allows',
    description:
      'Says where its points come from: raw readings, or rollups by minute, hour or day and a step of several of them.',
  })
  @ApiZodQuery(query)
  history(@Query(ZodBody(query)) asked: z.infer<typeof query>, @Caller() caller: CallerIdentity) {
    assertStretch(asked, this.#maxDays);
    return history(this.#reads.of(caller, 'telemetry:read'), { ...asked, tenant: caller.tenant });
  }
}
