import type { Caller as CallerIdentity } from '@millrace/platform';
import { Caller, Roles, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { anomalies } from '../queries/anomalies.ts';
import { Reads } from '../store/reads.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { optionalName, page } from './params.ts';

const query = z.strictObject({
  state: z.enum(['open', 'all'], 'must be open or all').default('open'),
  prefix: optionalName().describe('Asset path: this asset and everything below it'),
  ...page(100, 1_000),
});

@ApiTags('anomalies')
@ApiBearerAuth()
@Roles('viewer')
@Controller('v1/anomalies')
export class AnomaliesController {
  readonly #reads: Reads;

  constructor(@Inject(Reads) reads: Reads) {
    this.#reads = reads;
  }

  @Get()
  @ApiOperation({ summary: 'Anomalies with their evidence, the latest first' })
  @ApiZodQuery(query)
  list(@Query(ZodBody(query)) asked: z.infer<typeof query>, @Caller() { tenant }: CallerIdentity) {
    return anomalies(this.#reads, { ...asked, tenant });
  }
}
