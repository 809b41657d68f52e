import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { rejected } from '../queries/rejected.ts';
import { ScopedReads } from '../store/reads.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { instant, optionalName, page } from './params.ts';

const query = z.strictObject({
  deviceId: optionalName(),
  reason: optionalName().describe('Code, for example UNKNOWN_DEVICE'),
  from: instant().default(0).describe('Received from, inclusive'),
  to: instant()
    .default(Date.UTC(2105, 11, 31) * 1000)
    .describe('Received before'),
  ...page(100, 1_000),
});

@ApiTags('rejected')
@Allow('devices:read')
@Controller('v1/rejected')
export class RejectedController {
  readonly #reads: ScopedReads;

  constructor(@Inject(ScopedReads) reads: ScopedReads) {
    this.#reads = reads;
  }

  @Get()
  @ApiOperation({ summary: 'Telemetry that could not be used: why, and its original bytes' })
  @ApiZodQuery(query)
  list(@Query(ZodBody(query)) asked: z.infer<typeof query>, @Caller() caller: CallerIdentity) {
    return rejected(this.#reads.of(caller, 'devices:read'), { ...asked, tenant: caller.tenant });
  }
}
