import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller as CallerIdentity } from '../identity/api-tokens.ts';
import type { Role } from '../identity/roles.ts';

export const ROLES = 'millrace:roles';
export const PUBLIC = 'millrace:public';

/** The roles of which a caller needs one. Without it a route needs any valid token. */
export const Roles = (...roles: Role[]) => SetMetadata(ROLES, roles);

/** No API token is asked for: the route is open, or checks another kind of credential itself. */
export const Public = () => SetMetadata(PUBLIC, true);

const callers = new WeakMap<FastifyRequest, CallerIdentity>();

/** Remembers who a request is from; the guard's part. */
export function setCaller(request: FastifyRequest, caller: CallerIdentity): void {
  callers.set(request, caller);
}

/** Who a request is from, once the guard let it in. */
export function callerOf(request: FastifyRequest): CallerIdentity {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('no caller: the route is public, or the guard is not installed');
  return caller;
}

/** Parameter: who calls ({name, tenant, roles}). */
export const Caller = createParamDecorator((_data: unknown, host: ExecutionContext) =>
  callerOf(host.switchToHttp().getRequest<FastifyRequest>()),
);
