import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { PERMISSIONS, type Permission } from '@millrace/domain';
import type { FastifyRequest } from 'fastify';
import type { Caller as CallerIdentity } from '../identity/caller.ts';

export const NEEDS = 'millrace:needs';
export const PUBLIC = 'millrace:public';
/** In the OpenAPI document of a route: what it needs. */
export const PERMISSION_EXTENSION = 'x-millrace-permission';

/** Who calls must be signed in, and needs no permission. */
export const SIGNED_IN = 'signed in';

/**
 * The permission a caller needs. One that belongs to no place is needed for the tenant as a whole, before the route is entered; one
 * that does is needed somewhere, and the route itself asks `caller.access` about the place.
 */
export const Allow = (permission: Permission) => needs(permission, PERMISSIONS[permission].placed);

/** Everybody who is signed in may come in. */
export const SignedIn = () => needs(SIGNED_IN, false);

/** No credential is asked for: the route is open, or checks another kind of credential itself. */
export const Public = () => SetMetadata(PUBLIC, true);

const needs = (permission: Permission | typeof SIGNED_IN, placed: boolean) =>
  applyDecorators(
    SetMetadata(NEEDS, permission),
    ApiBearerAuth(),
    ApiExtension(PERMISSION_EXTENSION, { permission, placed }),
  );

/** Method and path as the router has them, so that ids in paths do not make every refusal another one. */
export const routeOf = (request: FastifyRequest): string =>
  `${request.method} ${request.routeOptions.url ?? 'unknown'}`;

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

/** Parameter: who calls ({name, tenant, access}). */
export const Caller = createParamDecorator((_data: unknown, host: ExecutionContext) =>
  callerOf(host.switchToHttp().getRequest<FastifyRequest>()),
);
