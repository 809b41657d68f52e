import type { ClickHouse } from '@millrace/clickhouse';
import { topic, type Codecs } from '@millrace/contracts';
import { kafkaConnection, type Logger } from '@millrace/platform';
import { LOGGER, Readiness } from '@millrace/platform/nest';
import { AppendProducer, SinkProgress } from '@millrace/streaming';
import { CommandLink } from '@millrace/streaming/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Settings } from './config.ts';
import { AlarmsController } from './http/alarms.controller.ts';
import { AnomaliesController } from './http/anomalies.controller.ts';
import { AuditController } from './http/audit.controller.ts';
import { CorrectionEffectsController } from './http/correction-effects.controller.ts';
import { ExportsController } from './http/exports.controller.ts';
import { HistoryController } from './http/history.controller.ts';
import { LedgerController } from './http/ledger.controller.ts';
import { LetterRepairsController } from './http/letter-repairs.controller.ts';
import { LettersController } from './http/letters.controller.ts';
import { LiveController } from './http/live.controller.ts';
import { PlantController } from './http/plant.controller.ts';
import { ReadingsController } from './http/readings.controller.ts';
import { RejectedController } from './http/rejected.controller.ts';
import { LedgerWatch } from './ledger/ledger-watch.ts';
import { LetterCommands } from './letters/letter-commands.ts';
import { ResubmitBound } from './letters/resubmit-bound.ts';
import { EventsController } from './live/events.controller.ts';
import { LiveFeed } from './live/live-feed.ts';
import { LiveHub } from './live/live-hub.ts';
import { StreamRights } from './live/stream-rights.ts';
import { PageController } from './page/page.controller.ts';
import { PlantHistory } from './plant/plant-history.ts';
import { ReportingPipeline } from './pipeline.ts';
import { BlockWriter } from './sinks/block-writer.ts';
import { SERVICE } from './source.ts';
import { connectStore, openStore } from './store/open-store.ts';
import { ScopedReads } from './store/reads.ts';
import { Store } from './store/store.ts';
import { WholeTopics } from './store/whole-topics.ts';
import { CLICKHOUSE, CODECS, SETTINGS } from './tokens.ts';

const REST = [
  LiveController,
  HistoryController,
  AnomaliesController,
  AlarmsController,
  ReadingsController,
  RejectedController,
  LettersController,
  LetterRepairsController,
  AuditController,
  PlantController,
  CorrectionEffectsController,
  LedgerController,
  ExportsController,
];

/** Wiring only: what there is, and what it is made of. */
@Module({})
export class AppModule {
  static with(settings: Settings, codecs: Codecs): DynamicModule {
    const connection = kafkaConnection(settings, SERVICE);
    return {
      module: AppModule,
      controllers: [ReportingPipeline, ...REST, EventsController, PageController],
      providers: [
        BlockWriter,
        ScopedReads,
        LiveHub,
        StreamRights,
        { provide: SETTINGS, useValue: settings },
        { provide: CODECS, useValue: codecs },
        { provide: CLICKHOUSE, useFactory: () => connectStore(settings) },
        {
          provide: Store,
          inject: [CLICKHOUSE, LOGGER, Readiness],
          useFactory: (client: ClickHouse, logger: Logger, readiness: Readiness) => {
            const store = openStore(settings, client, logger);
            readiness.add('clickhouse', () => store.health());
            return store;
          },
        },
        {
          provide: CommandLink,
          inject: [LOGGER, Readiness],
          useFactory: (logger: Logger, readiness: Readiness) => {
            const outcomeTopics = [topic.repairsEvents];
            return CommandLink.open({ connection, service: SERVICE, codecs, logger, readiness, outcomeTopics });
          },
        },
        {
          provide: LetterCommands,
          inject: [CommandLink],
          useFactory: ({ bus }: CommandLink) => new LetterCommands(bus, codecs, settings.COMMAND_TIMEOUT_MS),
        },
        {
          provide: ResubmitBound,
          inject: [Store, ScopedReads, LetterCommands, LOGGER],
          useFactory: (store: Store, { ofEverybody: reads }: ScopedReads, commands: LetterCommands, logger: Logger) =>
            new ResubmitBound({ store, reads, commands, logger, everyMs: settings.BOUND_CHECK_SECONDS * 1_000 }),
        },
        {
          provide: WholeTopics,
          inject: [LOGGER],
          useFactory: async (logger: Logger) => new WholeTopics(await SinkProgress.connect(connection, logger)),
        },
        {
          provide: PlantHistory,
          inject: [ScopedReads, WholeTopics],
          useFactory: (reads: ScopedReads, topics: WholeTopics) =>
            new PlantHistory(reads, topics, settings.PLANT_MAX_EVENTS),
        },
        {
          provide: LedgerWatch,
          inject: [Store, ScopedReads, LOGGER],
          useFactory: async (store: Store, { ofEverybody: reads }: ScopedReads, logger: Logger) =>
            new LedgerWatch({
              ...{ store, reads, codecs, logger },
              producer: await AppendProducer.connect(connection, { service: SERVICE, logger }),
              progress: await SinkProgress.connect(connection, logger),
              everyMs: settings.LEDGER_CHECK_SECONDS * 1_000,
              windowMs: settings.LEDGER_WINDOW_MINUTES * 60_000,
            }),
        },
        {
          provide: LiveFeed,
          inject: [LiveHub, LOGGER],
          useFactory: (hub: LiveHub, logger: Logger) => new LiveFeed({ connection, codecs, logger, hub }),
        },
      ],
    };
  }
}
