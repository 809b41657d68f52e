import { describeAsset, describeBinding } from '@millrace/domain';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, Caller, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Delete, Headers, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RegistryView } from '../registry/registry-view.ts';
import { AssetCommands } from './asset-commands.ts';
import { bulkRegister, type BulkOutcome } from './bulk-register.ts';
import type { Applied } from './outcome.ts';
import { IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY, origin, type Reply } from './idempotency.ts';
import { Placement } from './placement.ts';
import * as requests from './requests.ts';

@ApiTags('assets')
@ApiHeader(IDEMPOTENCY_HEADER)
@ApiResponse({ status: 409, description: 'Version conflict, or taken by another asset' })
@ApiResponse({ status: 422, description: 'A rule is broken: field, value and rule' })
@ApiResponse({ status: 504, description: 'Sent, but the outcome is not known yet' })
@Allow('assets:write')
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
    const path = this.#placement(caller).ofNew(body);
    const { changed } = await this.#commands.register(origin(caller, key), body, path);
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

  @Post(':assetId/move')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put an asset below another one, with everything below it; or call it differently there' })
  @ApiZodBody(requests.moveAssetRequest, { toLine3: requests.examples.move })
  async move(
    @Param('assetId') assetId: string,
    @Body(ZodBody(requests.moveAssetRequest)) body: requests.MoveAssetRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    this.#view.assertCaughtUp();
    const path = this.#placement(caller).ofMoved(assetId, body);
    return await this.#changed(caller, assetId, this.#commands.move(origin(caller, key), assetId, body, path));
  }

  @Post(':assetId/rename')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give an asset another name for people; its id and path stay' })
  @ApiZodBody(requests.renameAssetRequest, { rebuilt: requests.examples.rename })
  async rename(
    @Param('assetId') assetId: string,
    @Body(ZodBody(requests.renameAssetRequest)) body: requests.RenameAssetRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    return await this.#changed(caller, assetId, this.#commands.rename(origin(caller, key), assetId, body));
  }

  @Post(':assetId/retire')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take an asset out of service for good',
    description:
      'It keeps its history and its bindings, which feed nothing any more. What is below it has to be retired before.',
  })
  @ApiZodBody(requests.retireAssetRequest, { sold: requests.examples.retire })
  async retire(
    @Param('assetId') assetId: string,
    @Body(ZodBody(requests.retireAssetRequest)) body: requests.RetireAssetRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    this.#view.assertCaughtUp();
    this.#placement(caller).assertEmpty(assetId);
    return await this.#changed(caller, assetId, this.#commands.retire(origin(caller, key), assetId, body));
  }

  @Post(':assetId/reinstate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put a retired asset back into service, at its place and bound as it was' })
  @ApiZodBody(requests.retireAssetRequest, { back: { reason: 'The buyer withdrew' } })
  async reinstate(
    @Param('assetId') assetId: string,
    @Body(ZodBody(requests.retireAssetRequest)) body: requests.RetireAssetRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    this.#view.assertCaughtUp();
    this.#placement(caller).assertFit(assetId);
    return await this.#changed(caller, assetId, this.#commands.reinstate(origin(caller, key), assetId, body));
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
    return { assetId, version: asset?.version, ...(binding === undefined ? {} : describeBinding(binding)) };
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

  #placement({ tenant }: CallerIdentity): Placement {
    return new Placement(this.#view.registry, tenant);
  }

  /** The asset as it is after the change. */
  async #changed(caller: CallerIdentity, assetId: string, change: Promise<Applied>) {
    await change;
    return this.#asset(caller, assetId);
  }

  #asset({ tenant }: CallerIdentity, assetId: string) {
    const asset = this.#view.registry.asset(tenant, assetId);
    return asset === undefined ? { assetId } : describeAsset(this.#view.registry, tenant, asset);
  }
}
