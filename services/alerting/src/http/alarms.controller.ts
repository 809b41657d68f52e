import { WHOLE_TENANT } from '@millrace/domain';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, assertAllowed, Caller, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Acknowledge } from '../alarms/acknowledge.ts';
import type { ListedAlarm } from '../alarms/alarm-list.ts';
import { AlarmsView } from '../alarms/alarms-view.ts';
import { isoTime } from '../iso-time.ts';
import { acknowledgeRequest, alarmIdParam, type AcknowledgeRequest } from './alarm-requests.ts';

@ApiTags('alarms')
@Controller('v1/alarms')
export class AlarmsController {
  readonly #view: AlarmsView;
  readonly #acknowledge: Acknowledge;

  constructor(@Inject(AlarmsView) view: AlarmsView, @Inject(Acknowledge) acknowledge: Acknowledge) {
    this.#view = view;
    this.#acknowledge = acknowledge;
  }

  @Get('active')
  @Allow('alarms:read')
  @ApiOperation({ summary: 'Alarms whose condition is there or that wait to be acknowledged, the last raised first' })
  active(@Caller() { tenant, access }: CallerIdentity) {
    this.#view.caughtUp.assert();
    const visible = this.#view.alarms
      .active(tenant)
      .filter(({ raised }) => access.can('alarms:read', raised.assetPath));
    return { alarms: visible.map(representation) };
  }

  @Post(':alarmId/acknowledge')
  @Allow('alarms:acknowledge')
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
    @Caller() caller: CallerIdentity,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ) {
    const { tenant, name } = caller;
    this.#view.caughtUp.assert();
    assertAllowed(caller, 'alarms:acknowledge', this.#view.alarms.placeOf(tenant, alarmId) ?? WHOLE_TENANT);
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
