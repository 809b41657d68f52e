import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { ApiTokens } from '../identity/api-tokens.ts';
import type { Logger } from '../logging/logger.ts';
import { ApiTokenGuard } from './api-token.guard.ts';
import { FrontRoutes } from './front-routes.ts';
import { Readiness } from './readiness.ts';
import { API_TOKENS, LOGGER } from './tokens.ts';

/** What every service may inject: `LOGGER`, `Readiness`, `API_TOKENS`, `FrontRoutes`; and the guard in front of every route. */
@Global()
@Module({})
export class PlatformModule {
  static with(parts: { logger: Logger; readiness: Readiness; tokens: ApiTokens; front: FrontRoutes }): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: LOGGER, useValue: parts.logger },
        { provide: Readiness, useValue: parts.readiness },
        { provide: API_TOKENS, useValue: parts.tokens },
        { provide: FrontRoutes, useValue: parts.front },
        { provide: APP_GUARD, useClass: ApiTokenGuard },
      ],
      exports: [LOGGER, Readiness, API_TOKENS, FrontRoutes],
    };
  }
}
