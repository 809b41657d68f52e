import { bearerToken, ProblemException } from '@millrace/platform';
import { createParamDecorator, Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CredentialTable, type Credential } from '../credentials/credential-table.ts';

const senders = new WeakMap<FastifyRequest, Credential>();

/** Lets a request in that carries a valid device credential. */
@Injectable()
export class DeviceCredentialGuard implements CanActivate {
  readonly #table: CredentialTable;

  constructor(@Inject(CredentialTable) table: CredentialTable) {
    this.#table = table;
  }

  canActivate(host: ExecutionContext): boolean {
    // A 401 would be final: a gateway that comes early in a start must keep what it has and come again.
    if (!this.#table.isComplete) {
      const detail = 'This instance is starting and does not know every device credential yet; send again.';
      throw new ProblemException(503, { detail, retryAfterSeconds: 1 });
    }
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerToken(request.headers.authorization);
    const credential = token === undefined ? undefined : this.#table.verify(token);
    if (credential === undefined) {
      const detail = 'Send a valid device credential: Authorization: Bearer mrd_<credentialId>_<secret>.';
      throw new ProblemException(401, { detail });
    }
    senders.set(request, credential);
    return true;
  }
}

/** Parameter: the credential the guard let in. */
export const Sender = createParamDecorator((_data: unknown, host: ExecutionContext): Credential => {
  const credential = senders.get(host.switchToHttp().getRequest<FastifyRequest>());
  if (credential === undefined) throw new Error('no sender: DeviceCredentialGuard is not on this route');
  return credential;
});
