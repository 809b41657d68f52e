import { topic, type Codecs } from '@millrace/contracts';
import { nowMicros } from '@millrace/platform';
import { runSteps, type Batch, type Step } from '@millrace/streaming';
import { StreamHandler } from '@millrace/streaming/nest';
import { Controller, Inject, type Type } from '@nestjs/common';
import { typeCommandStep } from './asset-types/type-command-step.ts';
import { typeStore } from './asset-types/type-store.ts';
import { assetStore } from './assets/asset-store.ts';
import { commandStep } from './assets/command-step.ts';
import { chainHeads } from './audit/seal-store.ts';
import { Sealing } from './audit/sealing.ts';
import type { Settings } from './config.ts';
import { correctionStep } from './corrections/correction-step.ts';
import { correctionStore } from './corrections/correction-store.ts';
import { ReceivedLedger } from './ledger/received-ledger.ts';
import { ledgerCounters, ledgerInterval } from './ledger/stores.ts';
import { RegistryView } from './registry/registry-view.ts';
import { QuickTelemetry } from './telemetry/quick-telemetry.ts';
import { RecentEvents } from './telemetry/recent-events.ts';
import { telemetryStep, type TelemetryParts } from './telemetry/telemetry-step.ts';
import { unknownDevices } from './telemetry/unknown-devices.ts';
import { warmUp } from './telemetry/warm-up.ts';

/** How often an idle partition looks whether its ledger interval is to be closed. */
const TICK_MS = 1_000;

/** Of one transaction: small messages are cheap, so that a transaction of fewer would cost more than what is in it. */
const MOST_RECORDS = 5_000;

/** The service's story. A class of its own per process, because what a stream is told (its window) comes from the settings. */
export function pipeline(settings: Settings, codecs: Codecs): Type {
  const recent = new RecentEvents(settings.DEDUPE_WINDOW_EVENTS);
  const ledger = new ReceivedLedger(codecs, settings.LEDGER_INTERVAL_SECONDS * 1_000);

  @Controller()
  class EnrichmentPipeline {
    readonly #telemetry: TelemetryParts;
    readonly #quick: QuickTelemetry;

    constructor(@Inject(RegistryView) view: RegistryView) {
      const parts = { codecs, recent, ledger, registry: view.registry, shiftOf: settings.SHIFT_CALENDAR };
      this.#telemetry = parts;
      this.#quick = new QuickTelemetry(parts);
    }

    /**
     * A device message comes in on `telemetry.received`.
     * 1. Its event id was seen before: it is dropped.
     * 2. Its readings are bound: each asset gets a record on `telemetry.enriched`, in engineering units, with quality and shift.
     * 3. Readings nobody bound go to `telemetry.rejected` with the original bytes, one entry a message.
     * 4. A device nobody bound is announced on `devices.events`, once.
     * 5. What became of it is counted; every few seconds the counts go to `telemetry.ledger` (docs/ledger.md).
     * A message whose readings are all bound takes a short cut to the same end (`QuickTelemetry`).
     */
    @StreamHandler({
      stream: 'enrichment.telemetry',
      topics: [topic.telemetryReceived],
      stores: [unknownDevices, ledgerInterval, ledgerCounters],
      warmUp: warmUp(recent, ledger, codecs, settings.DEDUPE_WINDOW_EVENTS),
      maxRecordsPerTransaction: MOST_RECORDS,
      tick: { everyMs: TICK_MS, handler: (context) => ledger.closeDue(context, nowMicros()) },
    })
    async telemetry(batch: Batch): Promise<void> {
      const step: Step<undefined> = (decoded, record) => telemetryStep(this.#telemetry, batch, decoded, record);
      await runSteps(batch, codecs, step, {
        quick: (record) => this.#quick.step(batch, record),
        onDeadLetter: (record) => ledger.countDeadLetter(record),
      });
      this.#quick.flush();
      ledger.keep(batch, nowMicros());
    }

    /**
     * A command comes in on `assets.commands`, or on `asset-types.commands`.
     * 1. The asset, or the type, that it is for decides: a change, or a refusal that says why.
     * 2. The outcome goes to `assets.events`, or `asset-types.events`; every instance's registry, and whoever sent the command, reads it there.
     * 3. Who asked, and what became of it, goes to `audit.events`.
     */
    @StreamHandler({
      stream: 'enrichment.assets',
      topics: [topic.assetsCommands, topic.assetTypesCommands],
      stores: [assetStore, typeStore],
    })
    async assets(batch: Batch): Promise<void> {
      await runSteps(batch, codecs, (decoded, record) => {
        const step = record.topic === topic.assetTypesCommands ? typeCommandStep : commandStep;
        return step(codecs, batch, decoded, record);
      });
    }

    /**
     * A command comes in on `corrections.commands`.
     * 1. The corrections of its asset decide: a change, or a refusal that says why.
     * 2. The outcome goes to `corrections.events`; reporting makes readings and rollups as corrected of it.
     * 3. Who asked, and what became of it, goes to `audit.events`.
     */
    @StreamHandler({ stream: 'enrichment.corrections', topics: [topic.correctionsCommands], stores: [correctionStore] })
    async corrections(batch: Batch): Promise<void> {
      await runSteps(batch, codecs, (decoded, record) => correctionStep(codecs, batch, decoded, record));
    }

    /** What people did, whichever service says so, comes in on `audit.events`; a seal of each stretch of it goes to `audit.seals`. */
    @StreamHandler({ stream: 'enrichment.audit-seals', topics: [topic.auditEvents], stores: [chainHeads] })
    async seals(batch: Batch): Promise<void> {
      const sealing = new Sealing(batch, batch.partition);
      await runSteps(batch, codecs, (decoded, record) => sealing.take(decoded, record));
      sealing.seal(codecs);
    }
  }
  return EnrichmentPipeline;
}
