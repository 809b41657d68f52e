import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PERMISSIONS, type Permission } from '@millrace/domain';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../identity/caller.ts';
import { GrantBook } from '../identity/grant-book.ts';
import { Identities } from '../identity/identities.ts';
import { Refusals } from '../identity/refusals.ts';
import { RefusedCredential } from '../identity/refused-credential.ts';
import { ProblemException } from '../problem/problem.ts';
import { nowMicros } from '../time.ts';
import { NEEDS, PUBLIC, routeOf, setCaller, SIGNED_IN } from './auth.decorators.ts';

/** Global guard: every route needs who calls to be known and to have the permission it names, unless it is marked `@Public()`. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #identities: Identities;
  readonly #book: GrantBook;
  readonly #refusals: Refusals;

  constructor(
    @Inject(Reflector) reflector: Reflector,
    @Inject(Identities) identities: Identities,
    @Inject(GrantBook) book: GrantBook,
    @Inject(Refusals) refusals: Refusals,
  ) {
    this.#reflector = reflector;
    this.#identities = identities;
    this.#book = book;
    this.#refusals = refusals;
  }

  async canActivate(host: ExecutionContext): Promise<boolean> {
    // Message handlers of a hybrid application take records, not requests.
    if (host.getType() !== 'http') return true;
    const targets = [host.getHandler(), host.getClass()];
    if (this.#reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets) === true) return true;

    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.#callerOf(request);
    const needed = this.#reflector.getAllAndOverride<Permission | typeof SIGNED_IN | undefined>(NEEDS, targets);
    if (needed === undefined || !isAllowed(caller, needed)) {
      const code = needed === undefined ? 'NO_RULE' : 'NO_RIGHT';
      const detail = needed === undefined ? 'Nobody may do this.' : `This needs the permission ${needed}.`;
      this.#refusals.ofCaller(caller, { code, detail, route: routeOf(request) });
      throw new ProblemException(403, { detail });
    }
    setCaller(request, caller);
    return true;
  }

  async #callerOf(request: FastifyRequest): Promise<Caller> {
    const now = nowMicros();
    try {
      return this.#book.callerOf(await this.#identities.of(request.headers, request.method, now), now);
    } catch (error) {
      if (!(error instanceof RefusedCredential)) throw error;
      const { code, message: detail } = error;
      this.#refusals.ofNobody(request.ip, { code, detail, route: routeOf(request) });
      throw new ProblemException(code === 'CROSS_SITE' ? 403 : 401, { detail });
    }
  }
}

function isAllowed({ access }: Caller, needed: Permission | typeof SIGNED_IN): boolean {
  if (needed === SIGNED_IN) return true;
  return PERMISSIONS[needed].placed ? access.canSomewhere(needed) : access.can(needed);
}
