import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { audit } from '../queries/audit.ts';
import { ScopedReads } from '../store/reads.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { instant, optionalName, page } from './params.ts';

const query = z.strictObject({
  actor: optionalName().describe('Name of the API token'),
  action: optionalName().describe('For example dead-letters.resubmit'),
  objectId: optionalName(),
  outcome: z.enum(['ALLOWED', 'REFUSED'], 'must be ALLOWED or REFUSED').optional(),
  from: instant().default(0).describe('Done from, inclusive'),
  to: instant()
    .default(Date.UTC(2105, 11, 31) * 1000)
    .describe('Done before'),
  ...page(100, 1_000),
});

@ApiTags('audit')
@Allow('audit:read')
@Controller('v1/audit')
export class AuditController {
  readonly #reads: ScopedReads;

  constructor(@Inject(ScopedReads) reads: ScopedReads) {
    this.#reads = reads;
  }

  @Get()
  @ApiOperation({ summary: 'Who did what, allowed or refused, the latest first' })
  @ApiZodQuery(query)
  list(@Query(ZodBody(query)) asked: z.infer<typeof query>, @Caller() caller: CallerIdentity) {
    return audit(this.#reads.of(caller, 'audit:read'), {
      ...asked,
      outcome: asked.outcome ?? '',
      tenant: caller.tenant,
    });
  }
}
