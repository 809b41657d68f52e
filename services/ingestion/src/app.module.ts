import type { Codecs } from '@millrace/contracts';
import type { ReadingRules } from '@millrace/domain';
import { kafkaConnection, type Logger } from '@millrace/platform';
import { FrontRoutes, LOGGER, Readiness } from '@millrace/platform/nest';
import { AppendProducer, GlobalTable } from '@millrace/streaming';
import { Module, type DynamicModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Settings } from './config.ts';
import { CredentialAdmin } from './credentials/credential-admin.ts';
import { CredentialTable } from './credentials/credential-table.ts';
import { EventLog } from './event-log.ts';
import { DevicesController } from './http/devices.controller.ts';
import { PlainRequests } from './http/plain-requests.ts';
import { RateLimiter } from './http/rate-limiter.ts';
import { TelemetryDoor } from './http/telemetry-door.ts';
import { TelemetryIntake } from './http/telemetry-intake.ts';
import { TelemetryController } from './http/telemetry.controller.ts';
import { connectProducer, followCredentials } from './kafka-parts.ts';
import { FrontDoorLedger } from './ledger/front-door-ledger.ts';
import { LedgerWriter } from './ledger/ledger-writer.ts';
import { Lifecycle } from './lifecycle.ts';
import { JsonMessages } from './mqtt/json-messages.ts';
import { MqttDoor } from './mqtt/mqtt-door.ts';
import { Pipeline } from './pipeline.ts';
import { openDoors } from './pressure/doors.ts';
import { readingRules } from './reading-rules.ts';
import { repairsPipeline } from './repairs/repairs-pipeline.ts';
import { SERVICE } from './source.ts';
import { SparkplugStore } from './sparkplug/sparkplug-store.ts';

/** Wiring only: what there is, and what it is made of. */
@Module({})
export class AppModule {
  static with(settings: Settings, codecs: Codecs): DynamicModule {
    const connection = kafkaConnection(settings, SERVICE);
    const rules: ReadingRules = readingRules(settings);
    const doors = openDoors(settings);
    const limits = {
      maxMessages: settings.MAX_MESSAGES_PER_REQUEST,
      maxReadings: settings.MAX_READINGS_PER_REQUEST,
      maxWaitMs: settings.MAX_WAIT_SECONDS * 1_000,
    };
    return {
      module: AppModule,
      controllers: [TelemetryController, DevicesController, repairsPipeline(codecs, rules)],
      providers: [
        CredentialTable,
        {
          provide: TelemetryDoor,
          inject: [CredentialTable, HttpAdapterHost],
          useFactory: (table: CredentialTable, adapter: HttpAdapterHost) =>
            new TelemetryDoor(table, doors.http, settings.HTTP_BODY_LIMIT_BYTES, adapter),
        },
        {
          provide: AppendProducer,
          inject: [LOGGER],
          useFactory: (logger: Logger) => connectProducer(connection, settings.MAX_PENDING_BYTES, logger),
        },
        {
          provide: GlobalTable,
          inject: [CredentialTable, LOGGER, Readiness],
          useFactory: (table: CredentialTable, logger: Logger, readiness: Readiness) =>
            followCredentials(connection, codecs, table, logger, readiness),
        },
        { provide: FrontDoorLedger, useFactory: () => new FrontDoorLedger(codecs) },
        {
          provide: EventLog,
          inject: [AppendProducer, FrontDoorLedger],
          useFactory: (producer: AppendProducer, ledger: FrontDoorLedger) => new EventLog(codecs, producer, ledger),
        },
        {
          provide: LedgerWriter,
          inject: [FrontDoorLedger, EventLog, LOGGER],
          useFactory: (ledger: FrontDoorLedger, log: EventLog, logger: Logger) =>
            new LedgerWriter(ledger, log, logger, settings.LEDGER_INTERVAL_SECONDS * 1_000),
        },
        { provide: Pipeline, inject: [EventLog], useFactory: (log: EventLog) => new Pipeline(log, rules) },
        {
          provide: CredentialAdmin,
          inject: [EventLog, CredentialTable],
          useFactory: (log: EventLog, table: CredentialTable) => new CredentialAdmin(log, table),
        },
        {
          provide: TelemetryIntake,
          inject: [Pipeline, FrontDoorLedger],
          useFactory: (pipeline: Pipeline, ledger: FrontDoorLedger) =>
            new TelemetryIntake(pipeline, ledger, new RateLimiter(settings.CREDENTIAL_READINGS_PER_SECOND), limits),
        },
        {
          provide: PlainRequests,
          inject: [FrontRoutes, TelemetryDoor, TelemetryIntake],
          useFactory: (front: FrontRoutes, door: TelemetryDoor, intake: TelemetryIntake) =>
            new PlainRequests(front, door, intake),
        },
        {
          provide: MqttDoor,
          inject: [Pipeline, EventLog, FrontDoorLedger, LOGGER, Readiness],
          useFactory: (
            pipeline: Pipeline,
            log: EventLog,
            ledger: FrontDoorLedger,
            logger: Logger,
            readiness: Readiness,
          ) => {
            const host = { store: new SparkplugStore(log), pipeline, ledger, rules };
            return new MqttDoor(settings, doors, new JsonMessages(pipeline, logger), host, logger, readiness);
          },
        },
        {
          provide: Lifecycle,
          inject: [MqttDoor, GlobalTable, LedgerWriter, AppendProducer],
          useFactory: (mqtt: MqttDoor, credentials: GlobalTable, ledger: LedgerWriter, producer: AppendProducer) =>
            new Lifecycle(mqtt, credentials, ledger, producer),
        },
      ],
    };
  }
}
