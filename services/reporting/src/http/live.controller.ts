import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { liveValues } from '../queries/live.ts';
import { ScopedReads } from '../store/reads.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { corrections, optionalName, page } from './params.ts';

const query = z.strictObject({
  prefix: optionalName().describe('Asset path: this asset and everything below it'),
  corrections: corrections(),
  ...page(1_000, 10_000),
});

@ApiTags('telemetry')
@Allow('telemetry:read')
@Controller('v1/live')
export class LiveController {
  readonly #reads: ScopedReads;

  constructor(@Inject(ScopedReads) reads: ScopedReads) {
    this.#reads = reads;
  }

  @Get()
  @ApiOperation({ summary: 'The latest value of every metric of every asset' })
  @ApiZodQuery(query)
  live(@Query(ZodBody(query)) asked: z.infer<typeof query>, @Caller() caller: CallerIdentity) {
    return liveValues(this.#reads.of(caller, 'telemetry:read'), { ...asked, tenant: caller.tenant });
  }
}
