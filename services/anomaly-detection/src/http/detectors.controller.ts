import { ASPECTS, DETECTOR, type DetectorSettings } from '@millrace/domain';
import { Allow } from '@millrace/platform/nest';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DETECTOR_SETTINGS } from '../tokens.ts';

@ApiTags('detectors')
@Allow('anomalies:read')
@Controller('v1/anomaly-detection/detectors')
export class DetectorsController {
  readonly #settings: DetectorSettings;

  constructor(@Inject(DETECTOR_SETTINGS) settings: DetectorSettings) {
    this.#settings = settings;
  }

  @Get()
  @ApiOperation({ summary: 'The detectors that watch every series, with their settings' })
  list() {
    const description =
      'A reading is strange when the value, a smoothed mean, the momentum, the spread or the distance from the usual value of ' +
      'the hour leaves the range it has kept to so far by more than a part of its width and some of its usual noise.';
    return { detectors: [{ ...DETECTOR, description, aspects: ASPECTS, settings: this.#settings }] };
  }
}
