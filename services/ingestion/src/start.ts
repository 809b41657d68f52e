import { Codecs } from '@millrace/contracts';
import { bootService } from '@millrace/platform/nest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import type { Settings } from './config.ts';
import { SERVICE } from './source.ts';

/** Starts the service; loaded after tracing, so that everything it loads is seen. */
export async function start(settings: Settings): Promise<NestFastifyApplication> {
  const codecs = await Codecs.connect({
    registryUrl: settings.SCHEMA_REGISTRY_URL,
    autoRegister: settings.SCHEMA_AUTO_REGISTER,
  });
  return bootService({
    service: SERVICE,
    settings,
    module: AppModule.with(settings, codecs),
    openapi: {
      title: 'Millrace ingestion',
      description: 'Where telemetry enters: readings over HTTP, and the credentials of the devices that send them.',
    },
  });
}
