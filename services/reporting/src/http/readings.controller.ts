import { isUuid } from '@millrace/clickhouse';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Caller, ProblemException, Roles } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { lineage } from '../queries/lineage.ts';
import { Reads } from '../store/reads.ts';

@ApiTags('telemetry')
@ApiBearerAuth()
@Roles('viewer')
@Controller('v1/readings')
export class ReadingsController {
  readonly #reads: Reads;

  constructor(@Inject(Reads) reads: Reads) {
    this.#reads = reads;
  }

  @Get(':eventId')
  @ApiOperation({ summary: 'Every stored reading of one device message, and the way it came: topics, offsets, trace' })
  @ApiResponse({ status: 404, description: 'No reading of that message is stored' })
  async lineage(@Param('eventId') eventId: string, @Caller() { tenant }: CallerIdentity) {
    if (!isUuid(eventId)) {
      const errors = [{ field: 'eventId', value: eventId, rule: 'must be a UUID' }];
      throw new ProblemException(400, { detail: 'The request does not satisfy its rules.', errors });
    }
    const readings = await lineage(this.#reads, { tenant, eventId });
    if (readings.length > 0) return { eventId, readings };
    throw new ProblemException(404, { detail: `eventId "${eventId}": no reading of it is stored` });
  }
}
