import type { IncomingHttpHeaders } from 'node:http';
import { ApiZodBody, Public, zodToOpenApi } from '@millrace/platform/nest';
import { Body, Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Answer } from './answer.ts';
import { BUFFER_RULE } from './buffer-report.ts';
import { Entered, type Entry } from './telemetry-door.ts';
import { TelemetryIntake } from './telemetry-intake.ts';
import { telemetryAnswer, telemetryBody, telemetryExamples } from './telemetry.doc.ts';

/** The route as the router and the document have it. Nearly all requests are taken before, with the same answer: `PlainRequests`. */
@ApiTags('telemetry')
@ApiBearerAuth()
@Controller('v1/telemetry')
export class TelemetryController {
  readonly #intake: TelemetryIntake;

  constructor(@Inject(TelemetryIntake) intake: TelemetryIntake) {
    this.#intake = intake;
  }

  @Post()
  @HttpCode(200)
  @Public() // no API token: devices have credentials of their own, which TelemetryDoor asks for
  @RouteConfig({ rawJson: true, admission: 'own' })
  @ApiOperation({
    summary: 'Send readings',
    description:
      'One device message, an array of them, or {"messages": […]}. Answered when every in-sync replica has everything.',
  })
  @ApiHeader({
    name: 'Millrace-Buffer',
    required: false,
    description: `Of a gateway that numbers what it buffers, for the delivery ledger: ${BUFFER_RULE}. Example: last=4100; pending=25`,
  })
  @ApiZodBody(telemetryBody, telemetryExamples)
  @ApiResponse({
    status: 200,
    description: 'Stored; refused readings are listed.',
    schema: zodToOpenApi(telemetryAnswer),
  })
  @ApiResponse({ status: 400, description: 'Not JSON: the problem names the position.' })
  @ApiResponse({ status: 401, description: 'No valid device credential.' })
  @ApiResponse({ status: 413, description: 'Too large, or too many messages or readings.' })
  @ApiResponse({
    status: 429,
    description: 'Too many readings a second, or too much waiting beside that of others; see Retry-After.',
  })
  @ApiResponse({ status: 503, description: 'Too much is waiting, or it was not stored in time; see Retry-After.' })
  send(
    @Body() body: Buffer | undefined,
    @Entered() entry: Entry,
    @Headers() headers: IncomingHttpHeaders,
  ): Promise<Answer> {
    return this.#intake.answer(body ?? Buffer.alloc(0), entry, headers);
  }
}
