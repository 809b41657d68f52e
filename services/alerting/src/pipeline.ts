import { EnrichedMessageReader, TelemetryEnriched, topic, type Codecs } from '@millrace/contracts';
import { runSteps, type Batch, type Step } from '@millrace/streaming';
import { StreamHandler } from '@millrace/streaming/nest';
import { Controller, Inject, type Type } from '@nestjs/common';
import { alarmStore } from './alarms/alarm-store.ts';
import { commandStep } from './alarms/command-step.ts';
import { conditionsStore } from './evaluation/conditions-store.ts';
import { evaluationStep, quickEvaluation, type EvaluationParts } from './evaluation/evaluation-step.ts';
import { NamedAssets } from './evaluation/named-assets.ts';
import { readAgain } from './evaluation/read-again.ts';
import { RulesView } from './rules/rules-view.ts';

/** How often the conditions of a quiet partition are looked at for what is not saved yet. */
const SAVE_WAITING_MS = 300_000;

/**
 * The service's story; what happens after an alarm event is the story of `webhooks/webhook-pipeline.ts`. A class of its own per process,
 * because what a stream is told comes from the settings.
 *
 * @param maxDelay microseconds from the source to us beyond which a record is history
 */
export function pipeline(codecs: Codecs, maxDelay: number): Type {
  @Controller()
  class AlertingPipeline {
    readonly #evaluation: EvaluationParts;
    readonly #reader = new EnrichedMessageReader(codecs.idOf(TelemetryEnriched));

    constructor(@Inject(RulesView) { rules }: RulesView) {
      this.#evaluation = { codecs, rules, assets: new NamedAssets(), maxDelay };
    }

    /**
     * Readings and anomalies of an asset come in; both topics have the asset as key, so one task sees both.
     * 1. The rules that watch the series are looked up in this instance's copy of `rules.events`.
     * 2. A condition that becomes true or false (store `conditions`) is a command to its alarm on `alarms.commands`.
     * A plant that gets alerting later begins with the present: nobody is paged for what happened last week.
     */
    @StreamHandler({
      stream: 'alerting.rules',
      topics: [topic.telemetryEnriched, topic.anomaliesEvents],
      stores: [conditionsStore],
      warmUp: readAgain(codecs, maxDelay),
      tick: { everyMs: SAVE_WAITING_MS, handler: (task) => task.store(conditionsStore).behind.saveWaiting() },
      beforeStop: (task) => task.store(conditionsStore).behind.saveAll(),
      fromBeginning: false,
    })
    async rules(batch: Batch): Promise<void> {
      const quick = quickEvaluation(this.#evaluation, this.#reader, batch);
      const step: Step<undefined> = (decoded, record) => evaluationStep(this.#evaluation, batch, decoded, record);
      await runSteps(batch, codecs, step, { quick });
    }

    /**
     * A command comes in on `alarms.commands`, from a rule or an operator.
     * 1. The alarm (store `alarms`) decides by the states of ISA-18.2.
     * 2. What changed, or why an operator's command was refused, goes to `alarms.events`.
     */
    @StreamHandler({ stream: 'alerting.alarms', topics: [topic.alarmsCommands], stores: [alarmStore] })
    async alarms(batch: Batch): Promise<void> {
      await runSteps(batch, codecs, (decoded, record) => commandStep(codecs, batch, decoded, record));
    }
  }
  return AlertingPipeline;
}
