import { describeAsset, listAssets, type AssetQuery } from '@millrace/domain';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { RegistryView } from '../registry/registry-view.ts';
import { listQuery } from './requests.ts';

@ApiTags('assets')
@Allow('assets:read')
@Controller('v1/assets')
export class AssetReadsController {
  readonly #view: RegistryView;

  constructor(@Inject(RegistryView) view: RegistryView) {
    this.#view = view;
  }

  @Get()
  @ApiOperation({ summary: 'Assets with their bindings, in the order of their paths' })
  @ApiQuery({ name: 'pathPrefix', required: false })
  @ApiQuery({ name: 'parentId', required: false })
  @ApiQuery({ name: 'typeId', required: false })
  @ApiQuery({ name: 'state', required: false, enum: ['in-service', 'retired', 'all'] })
  @ApiQuery({ name: 'conflict', required: false, enum: ['any'] })
  @ApiQuery({ name: 'after', required: false })
  @ApiQuery({ name: 'limit', required: false })
  list(@Query(ZodBody(listQuery)) query: Omit<AssetQuery, 'scopes'>, @Caller() { tenant, access }: CallerIdentity) {
    this.#view.assertCaughtUp();
    const { registry } = this.#view;
    const { assets, next } = listAssets(registry, tenant, { ...query, scopes: access.scopes('assets:read') });
    return { assets: assets.map((asset) => describeAsset(registry, tenant, asset)), next };
  }

  @Get(':assetId')
  @ApiOperation({ summary: 'One asset with its bindings' })
  one(@Param('assetId') assetId: string, @Caller() { tenant, access }: CallerIdentity) {
    this.#view.assertCaughtUp();
    const asset = this.#view.registry.asset(tenant, assetId);
    if (asset === undefined || !access.can('assets:read', asset.path)) {
      throw new ProblemException(404, { detail: `assetId "${assetId}": is not registered` });
    }
    return describeAsset(this.#view.registry, tenant, asset);
  }
}
