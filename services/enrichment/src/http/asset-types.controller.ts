import { impactOf, type TypeDefinition } from '@millrace/domain';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, Caller, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RegistryView } from '../registry/registry-view.ts';
import { isConvertible } from '../units/unit-conversion.ts';
import { IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY, origin, type Reply } from './idempotency.ts';
import { problem } from './outcome.ts';
import { assertDefinition, TypeCommands } from './type-commands.ts';
import { knownType, listTypes, typeRepresentation, versionRepresentation } from './type-representations.ts';
import * as requests from './type-requests.ts';

/** Assets of a type that an answer about its impact names; the counts are of all. */
const MOST_NAMED = 100;

/** Models of assets: what each of them measures, how it should look, and what is said when it does not. */
@ApiTags('asset types')
@Controller('v1/asset-types')
export class AssetTypesController {
  readonly #commands: TypeCommands;
  readonly #view: RegistryView;

  constructor(@Inject(TypeCommands) commands: TypeCommands, @Inject(RegistryView) view: RegistryView) {
    this.#commands = commands;
    this.#view = view;
  }

  @Get()
  @Allow('assets:read')
  @ApiOperation({ summary: 'Asset types by id, without their metrics' })
  @ApiQuery({ name: 'pack', required: false })
  @ApiQuery({ name: 'state', required: false, enum: ['in-use', 'retired', 'all'] })
  @ApiQuery({ name: 'after', required: false })
  @ApiQuery({ name: 'limit', required: false })
  list(@Query(ZodBody(requests.listTypesQuery)) query: requests.ListTypesQuery, @Caller() { tenant }: CallerIdentity) {
    this.#view.assertCaughtUp();
    return listTypes(this.#view, tenant, query);
  }

  @Get(':typeId')
  @Allow('assets:read')
  @ApiOperation({ summary: 'One asset type as it is now' })
  one(@Param('typeId') typeId: string, @Caller() caller: CallerIdentity) {
    this.#view.assertCaughtUp();
    return typeRepresentation(this.#view, caller, knownType(this.#view, caller.tenant, typeId));
  }

  @Get(':typeId/versions/:version')
  @Allow('assets:read')
  @ApiOperation({ summary: 'An asset type as one of its versions defined it' })
  version(@Param('typeId') typeId: string, @Param('version') version: string, @Caller() { tenant }: CallerIdentity) {
    this.#view.assertCaughtUp();
    const { versions } = knownType(this.#view, tenant, typeId);
    const found = versions.find((one) => String(one.version) === version);
    if (found !== undefined) return versionRepresentation(typeId, found);
    const rule = `must be one of ${versions.map((one) => one.version).join(', ')}`;
    throw problem(404, `version "${version}": ${rule}`, { field: 'version', value: version, rule });
  }

  @Put(':typeId')
  @Allow('types:write')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({
    summary: 'Define an asset type, or its next version; the body is the whole of it',
    description: 'Ask for the impact first, and give the version it was computed for. A retired type is in use again.',
  })
  @ApiZodBody(requests.defineTypeRequest, { pump: requests.typeExamples.define })
  @ApiResponse({ status: 201, description: 'The first version' })
  @ApiResponse({ status: 200, description: 'The next version; or it is defined exactly so' })
  @ApiResponse({ status: 409, description: 'The type is at another version' })
  @ApiResponse({ status: 422, description: 'Rules are broken: field, value and rule of each' })
  async define(
    @Param(ZodBody(requests.typeIdParam)) { typeId }: { typeId: string },
    @Body(ZodBody(requests.defineTypeRequest)) body: requests.DefineTypeRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { version } = await this.#commands.define(origin(caller, key), typeId, body);
    reply.code(version === 1 ? 201 : 200).header('location', `/v1/asset-types/${typeId}`);
    return this.#type(caller, typeId);
  }

  @Post(':typeId/impact')
  @HttpCode(200)
  @Allow('types:write')
  @ApiOperation({
    summary: 'What a definition would change, and for which assets, without applying it',
    description:
      'Differences field by field; how many assets of the type they reach, which of them have otherwise what changes, and what would not fit any more.',
  })
  @ApiZodBody(requests.typeDefinitionRequest, { pump: requests.typeExamples.definition })
  impact(
    @Param(ZodBody(requests.typeIdParam)) { typeId }: { typeId: string },
    @Body(ZodBody(requests.typeDefinitionRequest)) proposed: TypeDefinition,
    @Caller() { tenant }: CallerIdentity,
  ) {
    this.#view.assertCaughtUp();
    assertDefinition(proposed);
    const type = this.#view.types.get(tenant, typeId);
    const members = this.#view.registry.ofType(tenant, typeId);
    const asked = { commensurable: isConvertible, limit: MOST_NAMED };
    return { typeId, version: type?.version ?? 0, ...impactOf(type?.definition, proposed, members, asked) };
  }

  @Post(':typeId/retire')
  @HttpCode(200)
  @Allow('types:write')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({ summary: 'Take an asset type out of use; no asset may be of it any more' })
  @ApiZodBody(requests.retireTypeRequest, { replaced: { reason: 'Replaced by servo-press' } })
  @ApiResponse({ status: 409, description: 'Assets are of the type, or it is at another version' })
  async retire(
    @Param('typeId') typeId: string,
    @Body(ZodBody(requests.retireTypeRequest)) body: requests.RetireTypeRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
  ) {
    this.#view.assertCaughtUp();
    const { tenant } = caller;
    const inService = [...this.#view.registry.ofType(tenant, typeId)].filter(({ isRetired }) => !isRetired);
    const [first] = inService;
    if (first !== undefined) {
      const rule = `must be of no asset in service: ${inService.length} are of it, "${first.assetId}" is one`;
      throw problem(409, `typeId "${typeId}": ${rule}`, { field: 'typeId', value: typeId, rule });
    }
    await this.#commands.retire(origin(caller, key), typeId, body);
    return this.#type(caller, typeId);
  }

  /** The type as it is after the change. */
  #type(caller: CallerIdentity, typeId: string) {
    const type = this.#view.types.get(caller.tenant, typeId);
    return type === undefined ? { typeId } : typeRepresentation(this.#view, caller, type);
  }
}
