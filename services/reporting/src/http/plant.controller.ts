import { describeAsset, listAssets } from '@millrace/domain';
import { nowMicros, type Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PlantHistory } from '../plant/plant-history.ts';
import { assetHistory } from '../queries/asset-history.ts';
import { ScopedReads } from '../store/reads.ts';
import { ApiZodQuery } from './api-zod-query.ts';
import { corrections, count, instant, name, optionalName, page } from './params.ts';

const at = instant()
  .optional()
  .describe('As of this instant: ISO 8601 with offset, or milliseconds since 1970; now without it');
const listQuery = z.strictObject({
  at,
  pathPrefix: optionalName().describe('Only assets whose path began so then'),
  parentId: name().optional().describe('Only assets directly below this one then'),
  state: z.enum(['in-service', 'retired', 'all'], 'must be in-service, retired or all').default('in-service'),
  after: z.string().max(1_024).default('').describe('next of the answer before, with its at'),
  limit: count(1, 1_000, 100).describe('Most assets in one answer'),
});
const oneQuery = z.strictObject({ at, corrections: corrections() });
const eventsQuery = z.strictObject(page(100, 1_000));

/** Time travel: the registry, and what was true of each asset, as of any past instant. */
@ApiTags('plant')
@ApiResponse({ status: 422, description: 'The instant is in the future' })
@ApiResponse({ status: 503, description: 'What happened last is still being stored' })
@Allow('assets:read')
@Controller('v1/plant')
export class PlantController {
  readonly #history: PlantHistory;
  readonly #reads: ScopedReads;

  constructor(@Inject(PlantHistory) history: PlantHistory, @Inject(ScopedReads) reads: ScopedReads) {
    this.#history = history;
    this.#reads = reads;
  }

  @Get('assets')
  @ApiOperation({ summary: 'Assets with their bindings as they were at an instant, in the order of their paths' })
  @ApiZodQuery(listQuery)
  async list(
    @Query(ZodBody(listQuery)) asked: z.infer<typeof listQuery>,
    @Caller() { tenant, access }: CallerIdentity,
  ) {
    const { at = nowMicros(), ...query } = asked;
    const registry = await this.#history.registry(tenant, at);
    const { assets, next } = listAssets(registry, tenant, { ...query, scopes: access.scopes('assets:read') });
    return { at: iso(at), assets: assets.map((asset) => describeAsset(registry, tenant, asset)), next };
  }

  @Get('assets/:assetId')
  @ApiOperation({ summary: 'One asset as it was at an instant: place, bindings, values, alarms and anomalies' })
  @ApiResponse({ status: 404, description: 'It was not registered then' })
  @ApiZodQuery(oneQuery)
  async one(
    @Param('assetId') assetId: string,
    @Query(ZodBody(oneQuery)) asked: z.infer<typeof oneQuery>,
    @Caller() caller: CallerIdentity,
  ) {
    const { at = nowMicros(), corrections } = asked;
    const { tenant, access } = caller;
    const registry = await this.#history.registry(tenant, at);
    const asset = registry.asset(tenant, assetId);
    if (asset === undefined || !access.can('assets:read', asset.path)) {
      throw new ProblemException(404, { detail: `assetId "${assetId}": was not registered at ${iso(at)}` });
    }
    const reads = this.#reads.of(caller, 'telemetry:read');
    const state = await this.#history.state(reads, { tenant, assetId, at, corrections });
    return { at: iso(at), asset: describeAsset(registry, tenant, asset), ...state };
  }

  @Get('assets/:assetId/events')
  @ApiOperation({ summary: 'What happened to one asset, refused commands too, in order' })
  @ApiResponse({ status: 404, description: 'Nothing ever happened to such an asset' })
  @ApiZodQuery(eventsQuery)
  async events(
    @Param('assetId') assetId: string,
    @Query(ZodBody(eventsQuery)) asked: z.infer<typeof eventsQuery>,
    @Caller() { tenant, access }: CallerIdentity,
  ) {
    // Who may not see the asset where it is now does not see how it came there.
    if (!access.can('assets:read')) {
      const now = (await this.#history.registry(tenant, nowMicros())).asset(tenant, assetId);
      if (now === undefined || !access.can('assets:read', now.path)) throw unknownAsset(assetId);
    }
    const found = await assetHistory(this.#reads.ofTenant(tenant), { ...asked, tenant, assetId });
    if (found.items.length > 0 || asked.cursor !== undefined) return found;
    throw unknownAsset(assetId);
  }
}

const unknownAsset = (assetId: string): ProblemException =>
  new ProblemException(404, { detail: `assetId "${assetId}": there is no such asset` });

const iso = (micros: number): string => new Date(micros / 1_000).toISOString();
