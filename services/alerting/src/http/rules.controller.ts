import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, assertAllowed, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
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
@Controller('v1/rules')
export class RulesController {
  readonly #view: RulesView;
  readonly #writes: RuleWrites;

  constructor(@Inject(RulesView) view: RulesView, @Inject(RuleWrites) writes: RuleWrites) {
    this.#view = view;
    this.#writes = writes;
  }

  @Get()
  @Allow('rules:read')
  @ApiOperation({ summary: 'All alarm rules' })
  list(@Caller() { tenant, access }: CallerIdentity) {
    this.#view.caughtUp.assert();
    const visible = this.#view.rules.of(tenant).filter((rule) => access.can('rules:read', rule.assetPathPrefix));
    return { rules: visible.map(ruleRepresentation) };
  }

  @Get(':ruleId')
  @Allow('rules:read')
  @ApiOperation({ summary: 'One alarm rule' })
  one(@Param('ruleId') ruleId: string, @Caller() { tenant, access }: CallerIdentity) {
    this.#view.caughtUp.assert();
    const rule = this.#view.rules.get(tenant, ruleId)?.rule;
    if (rule === undefined || !access.can('rules:read', rule.assetPathPrefix))
      throw new ProblemException(404, { detail: `ruleId "${ruleId}": no such rule` });
    return ruleRepresentation(rule);
  }

  @Put(':ruleId')
  @Allow('rules:write')
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
    this.#assertMayChange(caller, ruleId);
    assertAllowed(caller, 'rules:write', body.assetPathPrefix);
    const { rule, created } = await this.#writes.define(caller, ruleId, definitionOf(body));
    reply.code(created ? 201 : 200);
    return ruleRepresentation(rule);
  }

  @Delete(':ruleId')
  @Allow('rules:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Retire a rule; its active alarms return to normal with the next reading' })
  async retire(@Param('ruleId') ruleId: string, @Caller() caller: CallerIdentity): Promise<void> {
    this.#view.caughtUp.assert();
    this.#assertMayChange(caller, ruleId);
    await this.#writes.retire(caller, ruleId);
  }

  /** Where a rule watches now: who may not write rules there changes none of them. */
  #assertMayChange(caller: CallerIdentity, ruleId: string): void {
    const present = this.#view.rules.get(caller.tenant, ruleId)?.rule;
    if (present !== undefined) assertAllowed(caller, 'rules:write', present.assetPathPrefix);
  }
}
