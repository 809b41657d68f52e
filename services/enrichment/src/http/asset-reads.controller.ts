import type { Caller as CallerIdentity } from '@millrace/platform';
import { Caller, ProblemException, Roles, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { RegistryView } from '../registry/registry-view.ts';
import { assetRepresentation, unboundDeviceRepresentation } from './representations.ts';
import { listQuery } from './requests.ts';

@ApiTags('assets')
@ApiBearerAuth()
@Roles('viewer')
@Controller('v1/assets')
export class AssetReadsController {
  readonly #view: RegistryView;

  constructor(@Inject(RegistryView) view: RegistryView) {
    this.#view = view;
  }

  @Get()
  @ApiOperation({ summary: 'Assets with their bindings, in the order of their paths' })
  @ApiQuery({ name: 'pathPrefix', required: false })
  @ApiQuery({ name: 'after', required: false })
  @ApiQuery({ name: 'limit', required: false })
  list(@Query(ZodBody(listQuery)) query: z.infer<typeof listQuery>, @Caller() caller: CallerIdentity) {
    this.#view.assertCaughtUp();
    const { pathPrefix, after, limit } = query;
    const found = this.#view.registry
      .assets(caller.tenant)
      .filter(({ path }) => path.startsWith(pathPrefix) && path > after);
    const page = found.slice(0, limit);
    return { assets: page.map(assetRepresentation), next: found.length > limit ? (page.at(-1)?.path ?? null) : null };
  }

  @Get('unbound-devices')
  @ApiOperation({ summary: 'Devices that sent telemetry and are bound to no asset, the last seen first' })
  unboundDevices(@Caller() caller: CallerIdentity) {
    this.#view.assertCaughtUp();
    return { devices: this.#view.unbound.of(caller.tenant).map(unboundDeviceRepresentation) };
  }

  @Get(':assetId')
  @ApiOperation({ summary: 'One asset with its bindings' })
  one(@Param('assetId') assetId: string, @Caller() caller: CallerIdentity) {
    this.#view.assertCaughtUp();
    const asset = this.#view.registry.asset(caller.tenant, assetId);
    if (asset === undefined) throw new ProblemException(404, { detail: `assetId "${assetId}": is not registered` });
    return assetRepresentation(asset);
  }
}
