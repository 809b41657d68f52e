import { effectiveModel, type RegisteredAsset } from '@millrace/domain';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Delete, Get, Headers, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RegistryView } from '../registry/registry-view.ts';
import { isConvertible } from '../units/unit-conversion.ts';
import { AssetCommands } from './asset-commands.ts';
import { IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY, origin } from './idempotency.ts';
import type { Applied } from './outcome.ts';
import { expectedVersionQuery } from './requests.ts';
import * as requests from './type-requests.ts';

const NO_TYPE = { name: '', description: '', pack: '', metrics: [] };
type ExpectedVersion = { readonly expectedVersion?: number | undefined };

/** What an asset is an instance of, and what it has otherwise. */
@ApiTags('asset types')
@ApiResponse({ status: 409, description: 'Version conflict, or the asset is retired or of no type' })
@ApiResponse({ status: 422, description: 'A rule is broken: field, value and rule' })
@Controller('v1/assets/:assetId')
export class AssetModelsController {
  readonly #commands: AssetCommands;
  readonly #view: RegistryView;

  constructor(@Inject(AssetCommands) commands: AssetCommands, @Inject(RegistryView) view: RegistryView) {
    this.#commands = commands;
    this.#view = view;
  }

  @Get('model')
  @Allow('assets:read')
  @ApiOperation({
    summary: 'What the asset measures and how it should look: its type, with what it has otherwise',
    description: 'Also what is bound and not in the type, and what does not fit together.',
  })
  model(@Param('assetId') assetId: string, @Caller() { tenant, access }: CallerIdentity) {
    this.#view.assertCaughtUp();
    const asset = this.#view.registry.asset(tenant, assetId);
    if (asset === undefined || !access.can('assets:read', asset.path))
      throw new ProblemException(404, { detail: `assetId "${assetId}": is not registered` });
    return this.#modelOf(tenant, asset);
  }

  @Put('type')
  @Allow('assets:write')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({ summary: 'Make the asset one of a type; what it had otherwise of another type is gone' })
  @ApiZodBody(requests.assignTypeRequest, { pump: requests.typeExamples.assign })
  async assign(
    @Param('assetId') assetId: string,
    @Body(ZodBody(requests.assignTypeRequest)) { typeId, expectedVersion }: requests.AssignTypeRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    const target = { assetId, expectedVersion };
    return await this.#changed(caller, assetId, this.#commands.assignType(origin(caller, key), target, typeId));
  }

  @Delete('type')
  @Allow('assets:write')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({ summary: 'Make the asset one of no type' })
  @ApiQuery({ name: 'expectedVersion', required: false })
  async unassign(
    @Param('assetId') assetId: string,
    @Query(ZodBody(expectedVersionQuery)) { expectedVersion }: ExpectedVersion,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    const target = { assetId, expectedVersion };
    return await this.#changed(caller, assetId, this.#commands.assignType(origin(caller, key), target, null));
  }

  @Put('overrides/:metric')
  @Allow('assets:write')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({ summary: 'Let the asset have a metric otherwise than its type; the body is the whole override' })
  @ApiZodBody(requests.overrideMetricRequest, { hotter: requests.typeExamples.override })
  async override(
    @Param('assetId') assetId: string,
    @Param('metric') metric: string,
    @Body(ZodBody(requests.overrideMetricRequest)) body: requests.OverrideMetricRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    const change = this.#commands.overrideMetric(origin(caller, key), assetId, metric, body);
    return await this.#changed(caller, assetId, change);
  }

  @Delete('overrides/:metric')
  @Allow('assets:write')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({ summary: 'Let the asset have a metric as its type has it' })
  @ApiQuery({ name: 'expectedVersion', required: false })
  async clear(
    @Param('assetId') assetId: string,
    @Param('metric') metric: string,
    @Query(ZodBody(expectedVersionQuery)) { expectedVersion }: ExpectedVersion,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    const change = this.#commands.clearOverride(origin(caller, key), { assetId, expectedVersion }, metric);
    return await this.#changed(caller, assetId, change);
  }

  /** The asset's model as it is after the change. */
  async #changed({ tenant }: CallerIdentity, assetId: string, change: Promise<Applied>) {
    await change;
    const asset = this.#view.registry.asset(tenant, assetId);
    return asset === undefined ? { assetId } : this.#modelOf(tenant, asset);
  }

  #modelOf(tenant: string, asset: RegisteredAsset) {
    const { assetId, version, typeId } = asset;
    const type = typeId === null ? undefined : this.#view.types.get(tenant, typeId);
    const typeVersion = type?.versions.at(-1)?.version ?? null;
    const model = effectiveModel(type?.definition ?? NO_TYPE, asset, isConvertible);
    return { assetId, version, typeId, typeVersion, typeIsRetired: type?.isRetired ?? false, ...model };
  }
}
