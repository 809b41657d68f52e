import { topic, type Codecs } from '@millrace/contracts';
import { runSteps, type Batch } from '@millrace/streaming';
import { StreamHandler } from '@millrace/streaming/nest';
import { Controller, Inject, type Type } from '@nestjs/common';
import { assetStore } from './assets/asset-store.ts';
import { commandStep } from './assets/command-step.ts';
import type { Settings } from './config.ts';
import { RegistryView } from './registry/registry-view.ts';
import { RecentEvents } from './telemetry/recent-events.ts';
import { telemetryStep, type TelemetryParts } from './telemetry/telemetry-step.ts';
import { unknownDevices } from './telemetry/unknown-devices.ts';
import { warmUp } from './telemetry/warm-up.ts';

/** The service's story. A class of its own per process, because what a stream is told (its window) comes from the settings. */
export function pipeline(settings: Settings, codecs: Codecs): Type {
  const recent = new RecentEvents(settings.DEDUPE_WINDOW_EVENTS);

  @Controller()
  class EnrichmentPipeline {
    readonly #telemetry: TelemetryParts;

    constructor(@Inject(RegistryView) view: RegistryView) {
      this.#telemetry = { codecs, recent, registry: view.registry, shiftOf: settings.SHIFT_CALENDAR };
    }

    /**
     * A device message comes in on `telemetry.received`.
     * 1. Its event id was seen before: it is dropped.
     * 2. Its readings are bound: each asset gets a record on `telemetry.enriched`, in engineering units, with quality and shift.
     * 3. Readings nobody bound go to `telemetry.rejected` with the original bytes, one entry a message.
     * 4. A device nobody bound is announced on `devices.events`, once.
     */
    @StreamHandler({
      stream: 'enrichment.telemetry',
      topics: [topic.telemetryReceived],
      stores: [unknownDevices],
      warmUp: warmUp(recent, codecs, settings.DEDUPE_WINDOW_EVENTS),
    })
    async telemetry(batch: Batch): Promise<void> {
      await runSteps(batch, codecs, (decoded, record) => telemetryStep(this.#telemetry, batch, decoded, record));
    }

    /**
     * A command comes in on `assets.commands`.
     * 1. The asset it is for decides: a change, or a refusal that says why.
     * 2. The outcome goes to `assets.events`; every instance's registry, and whoever sent the command, reads it there.
     */
    @StreamHandler({ stream: 'enrichment.assets', topics: [topic.assetsCommands], stores: [assetStore] })
    async assets(batch: Batch): Promise<void> {
      await runSteps(batch, codecs, (decoded, record) => commandStep(codecs, batch, decoded, record));
    }
  }
  return EnrichmentPipeline;
}
