import type { Codecs } from '@millrace/contracts';
import { Module, type DynamicModule } from '@nestjs/common';
import { detectorSettings, type Settings } from './config.ts';
import { DetectorsController } from './http/detectors.controller.ts';
import { SeriesController } from './http/series.controller.ts';
import { pipeline } from './pipeline.ts';
import { OwnedSeries } from './series/owned-series.ts';
import { DETECTOR_SETTINGS } from './tokens.ts';

/** Wiring only: what there is, and what it is made of. */
@Module({})
export class AppModule {
  static with(settings: Settings, codecs: Codecs): DynamicModule {
    const detector = detectorSettings(settings);
    return {
      module: AppModule,
      controllers: [pipeline(codecs, detector), SeriesController, DetectorsController],
      providers: [OwnedSeries, { provide: DETECTOR_SETTINGS, useValue: detector }],
    };
  }
}
