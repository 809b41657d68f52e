import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { bearerToken, type ApiTokens } from '../identity/api-tokens.ts';
import { hasRole, type Role } from '../identity/roles.ts';
import { ProblemException } from '../problem/problem.ts';
import { PUBLIC, ROLES, setCaller } from './auth.decorators.ts';
import { API_TOKENS } from './tokens.ts';

/** Global guard: every route needs an API token with one of its roles, unless it is marked `@Public()`. */
@Injectable()
export class ApiTokenGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #tokens: ApiTokens;

  constructor(@Inject(Reflector) reflector: Reflector, @Inject(API_TOKENS) tokens: ApiTokens) {
    this.#reflector = reflector;
    this.#tokens = tokens;
  }

  canActivate(host: ExecutionContext): boolean {
    // Message handlers of a hybrid application take records, not requests.
    if (host.getType() !== 'http') return true;
    const targets = [host.getHandler(), host.getClass()];
    if (this.#reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets) === true) return true;

    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerToken(request.headers.authorization);
    const caller = token === undefined ? undefined : this.#tokens.callerOf(token);
    if (caller === undefined) {
      throw new ProblemException(401, { detail: 'Send a valid API token: Authorization: Bearer <token>.' });
    }
    const wanted = this.#reflector.getAllAndOverride<Role[] | undefined>(ROLES, targets);
    if (wanted !== undefined && !hasRole(caller.roles, wanted)) {
      const detail = `This needs the role ${wanted.join(' or ')}; ${caller.name} has ${caller.roles.join(', ')}.`;
      throw new ProblemException(403, { detail });
    }
    setCaller(request, caller);
    return true;
  }
}
