import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { alarmHistory } from '../queries/alarm-history.ts';
import { alarms } from '../queries/alarms.ts';
import { ScopedReads } from '../store/reads.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { optionalName, page } from './params.ts';

const listQuery = z.strictObject({
  state: z.enum(['active', 'all'], 'must be active or all').default('active'),
  prefix: optionalName().describe('Asset path: this asset and everything below it'),
  ...page(100, 1_000),
});
const eventsQuery = z.strictObject(page(100, 1_000));

@ApiTags('alarms')
@Allow('alarms:read')
@Controller('v1/alarms')
export class AlarmsController {
  readonly #reads: ScopedReads;

  constructor(@Inject(ScopedReads) reads: ScopedReads) {
    this.#reads = reads;
  }

  @Get()
  @ApiOperation({ summary: 'Alarms with state, priority and cause, the latest first' })
  @ApiZodQuery(listQuery)
  list(@Query(ZodBody(listQuery)) asked: z.infer<typeof listQuery>, @Caller() caller: CallerIdentity) {
    return alarms(this.#reads.of(caller, 'alarms:read'), { ...asked, tenant: caller.tenant });
  }

  @Get(':alarmId/events')
  @ApiOperation({ summary: 'What happened to one alarm, in order' })
  @ApiResponse({ status: 404, description: 'No such alarm' })
  @ApiZodQuery(eventsQuery)
  async events(
    @Param('alarmId') alarmId: string,
    @Query(ZodBody(eventsQuery)) asked: z.infer<typeof eventsQuery>,
    @Caller() caller: CallerIdentity,
  ) {
    const found = await alarmHistory(this.#reads.of(caller, 'alarms:read'), {
      ...asked,
      tenant: caller.tenant,
      alarmId,
    });
    if (found.items.length > 0 || asked.cursor !== undefined) return found;
    throw new ProblemException(404, { detail: `alarmId "${alarmId}": there is no such alarm` });
  }
}
