import type { DetectorSettings } from '@millrace/domain';
import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, Caller, ProblemException } from '@millrace/platform/nest';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { OwnedSeries } from '../series/owned-series.ts';
import { DETECTOR_SETTINGS } from '../tokens.ts';
import { seriesRepresentation } from './series-representation.ts';

@ApiTags('series')
@Allow('anomalies:read')
@Controller('v1/anomaly-detection/series')
export class SeriesController {
  readonly #owned: OwnedSeries;
  readonly #settings: DetectorSettings;

  constructor(@Inject(OwnedSeries) owned: OwnedSeries, @Inject(DETECTOR_SETTINGS) settings: DetectorSettings) {
    this.#owned = owned;
    this.#settings = settings;
  }

  @Get(':assetId/:metric')
  @ApiOperation({ summary: 'What the detector knows of one metric of an asset' })
  @ApiResponse({ status: 404, description: 'The series has no readings' })
  @ApiResponse({ status: 421, description: 'Another instance owns the series' })
  one(@Param('assetId') assetId: string, @Param('metric') metric: string, @Caller() { tenant }: CallerIdentity) {
    const found = this.#owned.find({ tenant, assetId, metric }, (state, open) =>
      seriesRepresentation(state, open, this.#settings),
    );
    const series = `assetId "${assetId}", metric "${metric}"`;
    if (found === 'unknown') throw new ProblemException(404, { detail: `${series}: the detector has seen no reading` });
    if (found === 'elsewhere') {
      const detail = `${series}: not at this instance (another one owns it, or nothing came since this one started)`;
      throw new ProblemException(421, { detail });
    }
    return { assetId, metric, ...found };
  }
}
