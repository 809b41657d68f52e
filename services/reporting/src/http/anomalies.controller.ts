import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { anomalies } from '../queries/anomalies.ts';
import { ScopedReads } from '../store/reads.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { optionalName, page } from './params.ts';

const query = z.strictObject({
  state: z.enum(['open', 'all'], 'must be open or all').default('open'),
  prefix: optionalName().describe('Asset path: this asset and everything below it'),
  ...page(100, 1_000),
});

@ApiTags('anomalies')
@Allow('anomalies:read')
@Controller('v1/anomalies')
export class AnomaliesController {
  readonly #reads: ScopedReads;

  constructor(@Inject(ScopedReads) reads: ScopedReads) {
    this.#reads = reads;
  }

  @Get()
  @ApiOperation({ summary: 'Anomalies with their evidence, the latest first' })
  @ApiZodQuery(query)
  list(@Query(ZodBody(query)) asked: z.infer<typeof query>, @Caller() caller: CallerIdentity) {
    return anomalies(this.#reads.of(caller, 'anomalies:read'), { ...asked, tenant: caller.tenant });
  }
}
