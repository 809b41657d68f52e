import { listCorrections, type CorrectionQuery, type RegisteredCorrection } from '@millrace/domain';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, assertAllowed, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import {
  applyDecorators,
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CorrectionView } from '../corrections/correction-view.ts';
import { RegistryView } from '../registry/registry-view.ts';
import { CorrectionCommands, type Decision, type MetricPlace } from './correction-commands.ts';
import { correctionRepresentation } from './correction-representation.ts';
import * as requests from './correction-requests.ts';
import { IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY, origin, type Reply } from './idempotency.ts';
import { problem } from './outcome.ts';

/** What the decisions about a correction have in common; the same decision again changes nothing. */
const Decides = applyDecorators(
  HttpCode(200),
  Allow('corrections:approve'),
  ApiHeader(IDEMPOTENCY_HEADER),
  ApiZodBody(requests.decisionRequest, { checked: requests.correctionExamples.decision }),
  ApiResponse({ status: 404, description: 'There is no such correction' }),
  ApiResponse({ status: 409, description: 'Version conflict, decided already, or another one corrects some of it' }),
);

/** What was wrong with readings, and what counts instead: asked for by one person, approved by another. */
@ApiTags('corrections')
@Controller('v1/corrections')
export class CorrectionsController {
  readonly #commands: CorrectionCommands;
  readonly #view: CorrectionView;
  readonly #registry: RegistryView;

  constructor(
    @Inject(CorrectionCommands) commands: CorrectionCommands,
    @Inject(CorrectionView) view: CorrectionView,
    @Inject(RegistryView) registry: RegistryView,
  ) {
    this.#commands = commands;
    this.#view = view;
    this.#registry = registry;
  }

  @Get()
  @Allow('corrections:read')
  @ApiOperation({ summary: 'Corrections, the last requested first' })
  @ApiQuery({ name: 'assetId', required: false })
  @ApiQuery({ name: 'metric', required: false })
  @ApiQuery({ name: 'state', required: false, enum: ['REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] })
  @ApiQuery({ name: 'from', required: false, description: 'Only those about readings at or after this instant' })
  @ApiQuery({ name: 'to', required: false, description: 'Only those about readings before this instant' })
  @ApiQuery({ name: 'after', required: false, description: 'The `next` of the page before' })
  @ApiQuery({ name: 'limit', required: false })
  list(
    @Query(ZodBody(requests.correctionsQuery)) query: Omit<CorrectionQuery, 'isVisible'>,
    @Caller() { tenant, access }: CallerIdentity,
  ) {
    this.#view.assertCaughtUp();
    const { corrections, next } = listCorrections(this.#view.register, tenant, {
      ...query,
      isVisible: (correction) => access.can('corrections:read', this.#placeOf(tenant, correction)),
    });
    return { corrections: corrections.map(correctionRepresentation), next };
  }

  @Get(':correctionId')
  @Allow('corrections:read')
  @ApiOperation({ summary: 'One correction, with who decided what about it and why' })
  @ApiResponse({ status: 404, description: 'There is no such correction' })
  one(@Param('correctionId') correctionId: string, @Caller() caller: CallerIdentity) {
    return correctionRepresentation(this.#known(caller, correctionId));
  }

  @Post()
  @Allow('corrections:request')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({ summary: 'Ask for a correction; it changes nothing until another person approves it' })
  @ApiZodBody(requests.correctionRequest, {
    void: requests.correctionExamples.void,
    scale: requests.correctionExamples.scale,
    replace: requests.correctionExamples.replace,
  })
  @ApiResponse({ status: 201, description: 'Requested' })
  @ApiResponse({ status: 200, description: 'It was requested before, under the same idempotency key' })
  @ApiResponse({ status: 404, description: 'No such asset is registered' })
  @ApiResponse({ status: 422, description: 'A rule is broken: field, value and rule' })
  async request(
    @Body(ZodBody(requests.correctionRequest)) body: requests.CorrectionRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    this.#view.assertCaughtUp();
    const place = this.#metricPlaceOf(caller, body);
    assertAllowed(caller, 'corrections:request', place.assetPath);
    const { correctionId, changed } = await this.#commands.request(origin(caller, key), body, place);
    reply.code(changed ? 201 : 200).header('location', `/v1/corrections/${correctionId}`);
    return correctionRepresentation(this.#known(caller, correctionId));
  }

  @Post(':correctionId/approve')
  @Decides
  @ApiOperation({
    summary: 'Let a correction take effect',
    description:
      'Another person than the one who requested it. From now on its readings count as it says, also those that come later.',
  })
  @ApiResponse({ status: 403, description: 'Who requested it cannot approve it' })
  async approve(
    @Param('correctionId') correctionId: string,
    @Body(ZodBody(requests.decisionRequest)) body: requests.DecisionRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    return await this.#decide(caller, key, correctionId, 'approve', body);
  }

  @Post(':correctionId/reject')
  @Decides
  @ApiOperation({
    summary: 'Turn a requested correction down',
    description: 'It never changes anything.',
  })
  async reject(
    @Param('correctionId') correctionId: string,
    @Body(ZodBody(requests.decisionRequest)) body: requests.DecisionRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    return await this.#decide(caller, key, correctionId, 'reject', body);
  }

  @Post(':correctionId/withdraw')
  @Decides
  @ApiOperation({
    summary: 'End a correction, or take a request for one back',
    description: 'The readings are again what the devices said; its history stays.',
  })
  async withdraw(
    @Param('correctionId') correctionId: string,
    @Body(ZodBody(requests.decisionRequest)) body: requests.DecisionRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    return await this.#decide(caller, key, correctionId, 'withdraw', body);
  }

  async #decide(
    caller: CallerIdentity,
    key: string | undefined,
    correctionId: string,
    decision: Decision,
    body: requests.DecisionRequest,
  ) {
    const correction = this.#known(caller, correctionId);
    assertAllowed(caller, 'corrections:approve', this.#placeOf(caller.tenant, correction));
    await this.#commands.decide(origin(caller, key), correction, decision, body);
    return correctionRepresentation(this.#known(caller, correctionId));
  }

  #known({ tenant, access }: CallerIdentity, correctionId: string): RegisteredCorrection {
    this.#view.assertCaughtUp();
    const correction = this.#view.register.correction(tenant, correctionId);
    if (correction !== undefined && access.can('corrections:read', this.#placeOf(tenant, correction)))
      return correction;
    throw new ProblemException(404, { detail: `correctionId "${correctionId}": there is no such correction` });
  }

  /** Where its asset lies now; if it is not known here, where it lay when the correction was requested. */
  #placeOf(tenant: string, { assetId, assetPath }: Pick<RegisteredCorrection, 'assetId' | 'assetPath'>): string {
    return this.#registry.placeOf(tenant, assetId) ?? assetPath;
  }

  /** Where the asset lies now, and in what unit it has the metric; a metric that is not bound any more has none. */
  #metricPlaceOf({ tenant }: CallerIdentity, { assetId, metric }: requests.CorrectionRequest): MetricPlace {
    this.#registry.assertCaughtUp();
    const asset = this.#registry.registry.asset(tenant, assetId);
    if (asset !== undefined) return { assetPath: asset.path, unit: asset.bindings.get(metric)?.unit ?? '' };
    const rule = 'must be a registered asset';
    throw problem(404, `assetId "${assetId}": is not registered`, { field: 'assetId', value: assetId, rule });
  }
}
