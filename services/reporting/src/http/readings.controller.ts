import { isUuid } from '@millrace/clickhouse';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { lineage } from '../queries/lineage.ts';
import { ScopedReads } from '../store/reads.ts';

@ApiTags('telemetry')
@Allow('telemetry:read')
@Controller('v1/readings')
export class ReadingsController {
  readonly #reads: ScopedReads;

  constructor(@Inject(ScopedReads) reads: ScopedReads) {
    this.#reads = reads;
  }

  @Get(':eventId')
  @ApiOperation({ summary: 'Every stored reading of one device message, and the way it came: topics, offsets, trace' })
  @ApiResponse({ status: 404, description: 'No reading of that message is stored' })
  async lineage(@Param('eventId') eventId: string, @Caller() caller: CallerIdentity) {
    if (!isUuid(eventId)) {
      const errors = [{ field: 'eventId', value: eventId, rule: 'must be a UUID' }];
      throw new ProblemException(400, { detail: 'The request does not satisfy its rules.', errors });
    }
    const readings = await lineage(this.#reads.of(caller, 'telemetry:read'), { tenant: caller.tenant, eventId });
    if (readings.length > 0) return { eventId, readings };
    throw new ProblemException(404, { detail: `eventId "${eventId}": no reading of it is stored` });
  }
}
