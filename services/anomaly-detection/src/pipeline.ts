import { EnrichedMessageReader, TelemetryEnriched, topic, type Codecs } from '@millrace/contracts';
import type { DetectorSettings } from '@millrace/domain';
import { runSteps, type Batch } from '@millrace/streaming';
import { StreamHandler } from '@millrace/streaming/nest';
import { Controller, Inject, type Type } from '@nestjs/common';
import { OwnedSeries } from './series/owned-series.ts';
import { readAgain } from './series/read-again.ts';
import { seriesStore } from './series/series-store.ts';
import { quickStep, telemetryStep } from './series/telemetry-step.ts';

/** How often the series of a quiet partition are looked at for what is not saved yet. */
const SAVE_WAITING_MS = 300_000;

/** The service's story. A class of its own per process, because what a stream is told (the detector) comes from the settings. */
export function pipeline(codecs: Codecs, settings: DetectorSettings): Type {
  const reader = new EnrichedMessageReader(codecs.idOf(TelemetryEnriched));
  const parts = { codecs, settings };

  @Controller()
  class AnomalyPipeline {
    readonly #owned: OwnedSeries;

    constructor(@Inject(OwnedSeries) owned: OwnedSeries) {
      this.#owned = owned;
    }

    /**
     * The readings of an asset come in on `telemetry.enriched`.
     * 1. Each reading is shown to the detector of its series, whose state is in the store `series`.
     * 2. What it says (an anomaly opened, goes on, closed) goes to `anomalies.events`, under the key of the asset.
     */
    @StreamHandler({
      stream: 'anomaly-detection.telemetry',
      topics: [topic.telemetryEnriched],
      stores: [seriesStore],
      warmUp: readAgain({ ...parts, reader }),
      tick: { everyMs: SAVE_WAITING_MS, handler: (task) => task.store(seriesStore).behind.saveWaiting() },
      beforeStop: (task) => task.store(seriesStore).behind.saveAll(),
    })
    async telemetry(batch: Batch): Promise<void> {
      this.#owned.hold(batch);
      const quick = quickStep(parts, reader, batch);
      await runSteps(batch, codecs, (decoded, record) => telemetryStep(parts, batch, decoded, record), { quick });
    }
  }
  return AnomalyPipeline;
}
