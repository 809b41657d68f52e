import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { GrantBook } from '../identity/grant-book.ts';
import { Identities } from '../identity/identities.ts';
import { Refusals } from '../identity/refusals.ts';
import type { Logger } from '../logging/logger.ts';
import { AccessGuard } from './access.guard.ts';
import { FrontRoutes } from './front-routes.ts';
import { Readiness } from './readiness.ts';
import { LOGGER } from './tokens.ts';

export interface PlatformParts {
  readonly logger: Logger;
  readonly readiness: Readiness;
  readonly identities: Identities;
  readonly book: GrantBook;
  readonly refusals: Refusals;
  readonly front: FrontRoutes;
}

/** What every service may inject: `LOGGER`, `Readiness`, `FrontRoutes`, who is who and may do what; and the guard in front of every route. */
@Global()
@Module({})
export class PlatformModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: LOGGER, useValue: parts.logger },
        { provide: Readiness, useValue: parts.readiness },
        { provide: Identities, useValue: parts.identities },
        { provide: GrantBook, useValue: parts.book },
        { provide: Refusals, useValue: parts.refusals },
        { provide: FrontRoutes, useValue: parts.front },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [LOGGER, Readiness, Identities, GrantBook, Refusals, FrontRoutes],
    };
  }
}
