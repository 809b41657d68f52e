import type { Caller as CallerIdentity } from '@millrace/platform';
import { ApiZodBody, Caller, ProblemException, Roles, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RuleWrites } from '../rules/rule-writes.ts';
import { RulesView } from '../rules/rules-view.ts';
import {
  definitionOf,
  examples,
  ruleIdParam,
  ruleRepresentation,
  ruleRequest,
  type RuleRequest,
} from './rule-requests.ts';

/** What we need of Fastify's reply. */
interface Reply {
  code(status: number): Reply;
}

@ApiTags('rules')
@ApiBearerAuth()
@Controller('v1/rules')
export class RulesController {
  readonly #view: RulesView;
  readonly #writes: RuleWrites;

  constructor(@Inject(RulesView) view: RulesView, @Inject(RuleWrites) writes: RuleWrites) {
    this.#view = view;
    this.#writes = writes;
  }

  @Get()
  @Roles('viewer')
  @ApiOperation({ summary: 'All alarm rules' })
  list(@Caller() { tenant }: CallerIdentity) {
    this.#view.caughtUp.assert();
    return { rules: this.#view.rules.of(tenant).map(ruleRepresentation) };
  }

  @Get(':ruleId')
  @Roles('viewer')
  @ApiOperation({ summary: 'One alarm rule' })
  one(@Param('ruleId') ruleId: string, @Caller() { tenant }: CallerIdentity) {
    this.#view.caughtUp.assert();
    const rule = this.#view.rules.get(tenant, ruleId)?.rule;
    if (rule === undefined) throw new ProblemException(404, { detail: `ruleId "${ruleId}": no such rule` });
    return ruleRepresentation(rule);
  }

  @Put(':ruleId')
  @Roles('admin')
  @ApiOperation({ summary: 'Make or change an alarm rule; the same again changes nothing' })
  @ApiZodBody(ruleRequest, examples)
  @ApiResponse({ status: 201, description: 'Made' })
  @ApiResponse({ status: 200, description: 'Changed, or it was exactly so before' })
  @ApiResponse({ status: 409, description: 'Somebody else changed it at the same time' })
  @ApiResponse({ status: 422, description: 'Fields that do not go together: field, value and rule' })
  async define(
    @Param('ruleId', ZodBody(ruleIdParam)) ruleId: string,
    @Body(ZodBody(ruleRequest)) body: RuleRequest,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    this.#view.caughtUp.assert();
    const { rule, created } = await this.#writes.define(caller, ruleId, definitionOf(body));
    reply.code(created ? 201 : 200);
    return ruleRepresentation(rule);
  }

  @Delete(':ruleId')
  @Roles('admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Retire a rule; its active alarms return to normal with the next reading' })
  async retire(@Param('ruleId') ruleId: string, @Caller() caller: CallerIdentity): Promise<void> {
    this.#view.caughtUp.assert();
    await this.#writes.retire(caller, ruleId);
  }
}
