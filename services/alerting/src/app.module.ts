import { topic, type Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, type Logger } from '@millrace/platform';
import { LOGGER, Readiness } from '@millrace/platform/nest';
import { CommandLink } from '@millrace/streaming/nest';
import { Module, type DynamicModule } from '@nestjs/common';
import { Acknowledge } from './alarms/acknowledge.ts';
import { AlarmsView } from './alarms/alarms-view.ts';
import type { Settings } from './config.ts';
import { AlarmsController } from './http/alarms.controller.ts';
import { RulesController } from './http/rules.controller.ts';
import { pipeline } from './pipeline.ts';
import { RuleWrites } from './rules/rule-writes.ts';
import { RulesView } from './rules/rules-view.ts';
import { SERVICE } from './source.ts';
import type { Endpoint } from './webhooks/endpoints.ts';
import { webhookPipeline } from './webhooks/webhook-pipeline.ts';

/** Wiring only: what there is, and what it is made of. */
@Module({})
export class AppModule {
  static with(settings: Settings, codecs: Codecs, endpoints: readonly Endpoint[]): DynamicModule {
    const connection = kafkaConnection(settings, SERVICE);
    const timeoutMs = settings.COMMAND_TIMEOUT_MS;
    const maxDelay = settings.RULE_MAX_DELAY_SECONDS * 1_000_000;
    const around = [LOGGER, Readiness];
    const tail = (logger: Logger, readiness: Readiness) => ({ connection, codecs, logger, readiness, onFatal: fatal });
    const webhooks = endpoints.map((endpoint) => webhookPipeline(endpoint, settings, codecs));
    return {
      module: AppModule,
      controllers: [pipeline(codecs, maxDelay), RulesController, AlarmsController, ...webhooks],
      providers: [
        { provide: RulesView, inject: around, useFactory: (...of: [Logger, Readiness]) => new RulesView(tail(...of)) },
        {
          provide: AlarmsView,
          inject: around,
          useFactory: (...of: [Logger, Readiness]) => new AlarmsView(tail(...of)),
        },
        {
          provide: CommandLink,
          inject: around,
          useFactory: (...of: [Logger, Readiness]) =>
            CommandLink.open({ ...tail(...of), service: SERVICE, outcomeTopics: [topic.alarmsEvents] }),
        },
        {
          provide: RuleWrites,
          inject: [CommandLink, RulesView],
          useFactory: (link: CommandLink, view: RulesView) => new RuleWrites(link.producer, codecs, view, timeoutMs),
        },
        {
          provide: Acknowledge,
          inject: [CommandLink],
          useFactory: (link: CommandLink) => new Acknowledge(link.bus, codecs, timeoutMs),
        },
      ],
    };
  }
}
