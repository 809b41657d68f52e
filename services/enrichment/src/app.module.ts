import { topic, type Codecs } from '@millrace/contracts';
import { fatal, kafkaConnection, type Logger } from '@millrace/platform';
import { LOGGER, Readiness } from '@millrace/platform/nest';
import { CommandLink } from '@millrace/streaming/nest';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from './config.ts';
import { CorrectionView } from './corrections/correction-view.ts';
import { AssetCommands } from './http/asset-commands.ts';
import { AssetModelsController } from './http/asset-models.controller.ts';
import { AssetReadsController } from './http/asset-reads.controller.ts';
import { AssetTypesController } from './http/asset-types.controller.ts';
import { AssetWritesController } from './http/asset-writes.controller.ts';
import { CorrectionCommands } from './http/correction-commands.ts';
import { CorrectionsController } from './http/corrections.controller.ts';
import { TagsController } from './http/tags.controller.ts';
import { TypePacksController } from './http/type-packs.controller.ts';
import { TypeCommands } from './http/type-commands.ts';
import { WaitingRoomController } from './http/waiting-room.controller.ts';
import { pipeline } from './pipeline.ts';
import { RegistryView } from './registry/registry-view.ts';
import { SERVICE } from './source.ts';
import { CODECS } from './tokens.ts';

/** Wiring only: what there is, and what it is made of. */
@Module({})
export class AppModule {
  static with(settings: Settings, codecs: Codecs): DynamicModule {
    const connection = kafkaConnection(settings, SERVICE);
    const wayOf = ({ bus }: CommandLink) => ({ bus, codecs, timeoutMs: settings.COMMAND_TIMEOUT_MS });
    return {
      module: AppModule,
      controllers: [
        pipeline(settings, codecs),
        WaitingRoomController,
        TagsController,
        AssetTypesController,
        TypePacksController,
        AssetModelsController,
        AssetReadsController,
        AssetWritesController,
        CorrectionsController,
      ],
      providers: [
        { provide: CODECS, useValue: codecs },
        {
          provide: RegistryView,
          inject: [LOGGER, Readiness],
          useFactory: (logger: Logger, readiness: Readiness) =>
            new RegistryView({ connection, codecs, logger, readiness, onFatal: fatal }),
        },
        {
          provide: CorrectionView,
          inject: [LOGGER, Readiness],
          useFactory: (logger: Logger, readiness: Readiness) =>
            new CorrectionView({ connection, codecs, logger, readiness, onFatal: fatal }),
        },
        {
          provide: CommandLink,
          inject: [LOGGER, Readiness],
          useFactory: (logger: Logger, readiness: Readiness) =>
            CommandLink.open({
              ...{ connection, service: SERVICE, codecs, logger, readiness },
              outcomeTopics: [topic.assetsEvents, topic.assetTypesEvents, topic.correctionsEvents],
            }),
        },
        {
          provide: AssetCommands,
          inject: [CommandLink, RegistryView],
          useFactory: (link: CommandLink, view: RegistryView) => new AssetCommands(wayOf(link), view),
        },
        {
          provide: TypeCommands,
          inject: [CommandLink, RegistryView],
          useFactory: (link: CommandLink, view: RegistryView) => new TypeCommands(wayOf(link), view),
        },
        {
          provide: CorrectionCommands,
          inject: [CommandLink, CorrectionView],
          useFactory: (link: CommandLink, view: CorrectionView) => new CorrectionCommands(wayOf(link), view),
        },
      ],
    };
  }
}
