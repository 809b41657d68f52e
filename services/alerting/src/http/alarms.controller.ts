import type { Caller as CallerIdentity } from '@millrace/platform';
import { ApiZodBody, Caller, Roles, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Acknowledge } from '../alarms/acknowledge.ts';
import type { ListedAlarm } from '../alarms/alarm-list.ts';
import { AlarmsView } from '../alarms/alarms-view.ts';
import { isoTime } from '../iso-time.ts';
import { acknowledgeRequest, alarmIdParam, type AcknowledgeRequest } from './alarm-requests.ts';

@ApiTags('alarms')
@ApiBearerAuth()
@Controller('v1/alarms')
export class AlarmsController {
  readonly #view: AlarmsView;
  readonly #acknowledge: Acknowledge;

  constructor(@Inject(AlarmsView) view: AlarmsView, @Inject(Acknowledge) acknowledge: Acknowledge) {
    this.#view = view;
    this.#acknowledge = acknowledge;
  }

  @Get('active')
  @Roles('viewer')
  @ApiOperation({ summary: 'Alarms whose condition is there or that wait to be acknowledged, the last raised first' })
  active(@Caller() { tenant }: CallerIdentity) {
    this.#view.caughtUp.assert();
    return { alarms: this.#view.alarms.active(tenant).map(representation) };
  }

  @Post(':alarmId/acknowledge')
  @Roles('operator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say "I know": the alarm is acknowledged' })
  @ApiZodBody(acknowledgeRequest, { comment: { comment: 'Pump is being greased' } })
  @ApiHeader({ name: 'idempotency-key', required: false, description: 'The same key again is the same command' })
  @ApiResponse({ status: 200, description: 'Acknowledged' })
  @ApiResponse({ status: 404, description: 'No such alarm' })
  @ApiResponse({ status: 409, description: 'There is nothing to acknowledge' })
  @ApiResponse({ status: 504, description: 'Sent, but the outcome is not known yet' })
  async acknowledge(
    @Param('alarmId', ZodBody(alarmIdParam)) alarmId: string,
    @Body(ZodBody(acknowledgeRequest)) { comment }: AcknowledgeRequest,
    @Caller() { tenant, name }: CallerIdentity,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ) {
    const done = await this.#acknowledge.run({ tenant, actor: name, alarmId, comment, idempotencyKey });
    if (done === undefined) return { alarmId, repeated: true };
    const { occurrence, state, actor, occurredAt } = done;
    return {
      alarmId,
      occurrence,
      state,
      acknowledgedBy: actor,
      comment: done.comment,
      acknowledgedAt: isoTime(occurredAt),
    };
  }
}

function representation({ raised, state, acknowledged, returned }: ListedAlarm) {
  const { alarmId, occurrence, ruleId, ruleName, assetId, assetPath, metric, priority, cause, occurredAt } = raised;
  return {
    ...{ alarmId, state, occurrence, priority, ruleId, ruleName, assetId, assetPath, metric, cause },
    raisedAt: isoTime(occurredAt),
    acknowledgedBy: acknowledged?.actor,
    acknowledgedAt: acknowledged && isoTime(acknowledged.occurredAt),
    returnedAt: returned && isoTime(returned.occurredAt),
  };
}
