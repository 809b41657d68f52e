import { topic, type Codecs } from '@millrace/contracts';
import type { DetectorSettings } from '@millrace/domain';
import { runSteps, type Batch } from '@millrace/streaming';
import { StreamHandler } from '@millrace/streaming/nest';
import { Controller, Inject } from '@nestjs/common';
import { OwnedSeries } from './series/owned-series.ts';
import { seriesStore } from './series/series-store.ts';
import { telemetryStep } from './series/telemetry-step.ts';
import { CODECS, DETECTOR_SETTINGS } from './tokens.ts';

/** The service's story. */
@Controller()
export class AnomalyPipeline {
  readonly #codecs: Codecs;
  readonly #settings: DetectorSettings;
  readonly #owned: OwnedSeries;

  constructor(
    @Inject(CODECS) codecs: Codecs,
    @Inject(DETECTOR_SETTINGS) settings: DetectorSettings,
    @Inject(OwnedSeries) owned: OwnedSeries,
  ) {
    this.#codecs = codecs;
    this.#settings = settings;
    this.#owned = owned;
  }

  /**
   * The readings of an asset come in on `telemetry.enriched`.
   * 1. Each reading is shown to the detector of its series, whose state is in the store `series`.
   * 2. What it says (an anomaly opened, goes on, closed) goes to `anomalies.events`, under the key of the asset.
   */
  @StreamHandler({ stream: 'anomaly-detection.telemetry', topics: [topic.telemetryEnriched], stores: [seriesStore] })
  async telemetry(batch: Batch): Promise<void> {
    this.#owned.hold(batch);
    const parts = { codecs: this.#codecs, settings: this.#settings };
    await runSteps(batch, this.#codecs, (decoded, record) => telemetryStep(parts, batch, decoded, record));
  }
}
