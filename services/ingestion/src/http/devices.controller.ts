import { DEVICE_ID_RULE, isDeviceId } from '@millrace/domain';
import { ProblemException, type Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, Caller, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CredentialAdmin, type IssuedCredential } from '../credentials/credential-admin.ts';
import { toProblem } from './store-problem.ts';

const deviceIdParam = z.string().refine(isDeviceId, DEVICE_ID_RULE);
const pattern = z
  .string()
  .refine(
    (text) => text === '*' || isDeviceId(text.replace(/\*$/, '')),
    `must be a device id, or a prefix and *: ${DEVICE_ID_RULE}`,
  );
const issueBody = z
  .strictObject({ scope: z.array(pattern).min(1, 'must list at least one device').max(100, 'must list at most 100') })
  .partial()
  .optional();

interface ShownCredential {
  readonly credentialId: string;
  readonly scope: readonly string[];
  readonly issuedBy: string;
  readonly issuedAt: string;
}

@ApiTags('devices')
@Allow('devices:manage')
@Controller('v1/devices/:deviceId/credentials')
export class DevicesController {
  readonly #admin: CredentialAdmin;

  constructor(@Inject(CredentialAdmin) admin: CredentialAdmin) {
    this.#admin = admin;
  }

  @Post()
  @ApiOperation({
    summary: 'Issue a credential',
    description: 'The token is shown this once. Scope: this device by default.',
  })
  @ApiZodBody(issueBody, { own: {}, gateway: { scope: ['gateway-1', 'press-*'] } })
  @ApiResponse({ status: 201, description: '{credentialId, deviceId, scope, token}' })
  async issue(
    @Param('deviceId', ZodBody(deviceIdParam)) deviceId: string,
    @Body(ZodBody(issueBody)) body: z.infer<typeof issueBody>,
    @Caller() caller: CallerIdentity,
  ): Promise<IssuedCredential> {
    return this.#admin.issue(caller.tenant, deviceId, body?.scope ?? [deviceId], caller.name).catch(failed);
  }

  @Get()
  @ApiOperation({
    summary: 'List the credentials of a device',
    description: 'Without their secrets, which nobody has.',
  })
  list(
    @Param('deviceId', ZodBody(deviceIdParam)) deviceId: string,
    @Caller() caller: CallerIdentity,
  ): { items: ShownCredential[] } {
    const items = this.#admin.list(caller.tenant, deviceId).map(({ credentialId, scope, issuedBy, issuedAt }) => ({
      credentialId,
      scope,
      issuedBy,
      issuedAt: new Date(issuedAt / 1_000).toISOString(),
    }));
    return { items };
  }

  @Delete(':credentialId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a credential' })
  async revoke(
    @Param('deviceId', ZodBody(deviceIdParam)) deviceId: string,
    @Param('credentialId') credentialId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    const revoked = await this.#admin.revoke(caller.tenant, deviceId, credentialId, caller.name).catch(failed);
    if (!revoked) {
      throw new ProblemException(404, { detail: `The device ${deviceId} has no credential ${credentialId}.` });
    }
  }
}

function failed(reason: unknown): never {
  throw toProblem(reason);
}
