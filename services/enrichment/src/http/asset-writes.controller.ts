import type { Caller as CallerIdentity } from '@millrace/platform';
import { ApiZodBody, Caller, Roles, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Delete, Headers, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RegistryView } from '../registry/registry-view.ts';
import { AssetCommands, type Origin } from './asset-commands.ts';
import { bulkRegister, type BulkOutcome } from './bulk-register.ts';
import { assertPlacement } from './placement.ts';
import { assetRepresentation, bindingRepresentation } from './representations.ts';
import * as requests from './requests.ts';

/** What we need of Fastify's reply. */
interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
}

const IDEMPOTENCY_KEY = 'idempotency-key';

@ApiTags('assets')
@ApiBearerAuth()
@ApiHeader({
  name: IDEMPOTENCY_KEY,
  required: false,
  description: 'The same key again is the same command: it is not done twice',
})
@ApiResponse({ status: 409, description: 'Version conflict, or taken by another asset' })
@ApiResponse({ status: 422, description: 'A rule is broken: field, value and rule' })
@ApiResponse({ status: 504, description: 'Sent, but the outcome is not known yet' })
@Roles('admin')
@Controller('v1/assets')
export class AssetWritesController {
  readonly #commands: AssetCommands;
  readonly #view: RegistryView;

  constructor(@Inject(AssetCommands) commands: AssetCommands, @Inject(RegistryView) view: RegistryView) {
    this.#commands = commands;
    this.#view = view;
  }

  @Post()
  @ApiOperation({ summary: 'Register an asset; the same again changes nothing' })
  @ApiZodBody(requests.registerAssetRequest, { pump: requests.examples.register })
  @ApiResponse({ status: 201, description: 'Registered' })
  @ApiResponse({ status: 200, description: 'It was registered exactly so before' })
  async register(
    @Body(ZodBody(requests.registerAssetRequest)) body: requests.RegisterAssetRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    this.#view.assertCaughtUp();
    assertPlacement(this.#view.registry, caller.tenant, body);
    const { changed } = await this.#commands.register(origin(caller, key), body);
    reply.code(changed ? 201 : 200).header('location', `/v1/assets/${body.assetId}`);
    return this.#asset(caller, body.assetId);
  }

  @Post('bulk')
  @ApiOperation({ summary: 'Register a list of assets with their bindings; each has its own outcome' })
  @ApiZodBody(requests.bulkRegisterRequest, {
    pump: {
      assets: [{ ...requests.examples.register, metrics: [{ metric: 'temperature', ...requests.examples.bind }] }],
    },
  })
  @ApiResponse({ status: 200, description: 'All are as asked for' })
  @ApiResponse({ status: 207, description: 'Some have a problem' })
  async bulk(
    @Body(ZodBody(requests.bulkRegisterRequest)) body: requests.BulkRegisterRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<BulkOutcome> {
    this.#view.assertCaughtUp();
    const outcome = await bulkRegister(this.#commands, this.#view.registry, origin(caller, key), body.assets);
    reply.code(outcome.problems === 0 ? 200 : 207);
    return outcome;
  }

  @Put(':assetId/metrics/:metric')
  @ApiOperation({ summary: 'Bind a metric of an asset to a metric of a device, or change the binding' })
  @ApiZodBody(requests.bindMetricRequest, { temperature: requests.examples.bind })
  async bind(
    @Param('assetId') assetId: string,
    @Param('metric') metric: string,
    @Body(ZodBody(requests.bindMetricRequest)) body: requests.BindMetricRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    await this.#commands.bind(origin(caller, key), assetId, metric, body);
    const asset = this.#view.registry.asset(caller.tenant, assetId);
    const binding = asset?.bindings.get(metric);
    return { assetId, version: asset?.version, ...(binding === undefined ? {} : bindingRepresentation(binding)) };
  }

  @Delete(':assetId/metrics/:metric')
  @HttpCode(204)
  @ApiOperation({ summary: 'Undo the binding of a metric' })
  @ApiQuery({ name: 'expectedVersion', required: false })
  async unbind(
    @Param('assetId') assetId: string,
    @Param('metric') metric: string,
    @Query(ZodBody(requests.expectedVersionQuery)) query: { expectedVersion?: number | undefined },
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ): Promise<void> {
    await this.#commands.unbind(origin(caller, key), assetId, metric, query.expectedVersion);
  }

  #asset(caller: CallerIdentity, assetId: string) {
    const asset = this.#view.registry.asset(caller.tenant, assetId);
    return asset === undefined ? { assetId } : assetRepresentation(asset);
  }
}

function origin({ tenant, name }: CallerIdentity, idempotencyKey: string | undefined): Origin {
  return { tenant, name, idempotencyKey };
}
