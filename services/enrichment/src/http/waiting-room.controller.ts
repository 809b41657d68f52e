import type { Caller as CallerIdentity } from '@millrace/platform';
import { Allow, ApiZodBody, Caller, ZodBody } from '@millrace/platform/nest';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RegistryView } from '../registry/registry-view.ts';
import { AssetCommands } from './asset-commands.ts';
import { bindEach, bulkRegister, type BulkOutcome } from './bulk-register.ts';
import { IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY, origin, type Reply } from './idempotency.ts';
import { unboundDeviceRepresentation } from './representations.ts';
import * as requests from './requests.ts';
import { metricsOf, waitingDevice } from './waiting-room.ts';

/**
 * Devices that nobody has bound. Their readings wait on `telemetry.rejected` and go in again by themselves once a person has accepted the
 * device or mapped it to an asset (`ResubmitBound` in reporting).
 */
@ApiTags('waiting room')
@Controller('v1/assets/unbound-devices')
export class WaitingRoomController {
  readonly #commands: AssetCommands;
  readonly #view: RegistryView;

  constructor(@Inject(AssetCommands) commands: AssetCommands, @Inject(RegistryView) view: RegistryView) {
    this.#commands = commands;
    this.#view = view;
  }

  @Get()
  @Allow('devices:read')
  @ApiOperation({
    summary: 'Devices that announced themselves or sent telemetry, and are bound to no asset; the last seen first',
  })
  list(@Caller() { tenant }: CallerIdentity) {
    this.#view.assertCaughtUp();
    return { devices: this.#view.unbound.of(tenant).map(unboundDeviceRepresentation) };
  }

  @Post(':deviceId/accept')
  @Allow('devices:manage')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({ summary: 'Register an asset for the device and bind its metrics; what it said before goes in again' })
  @ApiZodBody(requests.acceptDeviceRequest, { press: requests.examples.accept })
  @ApiResponse({ status: 201, description: 'Registered and bound' })
  @ApiResponse({ status: 207, description: 'Something of it has a problem' })
  @ApiResponse({ status: 404, description: 'No such device waits' })
  async accept(
    @Param('deviceId') deviceId: string,
    @Body(ZodBody(requests.acceptDeviceRequest)) body: requests.AcceptDeviceRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<BulkOutcome> {
    this.#view.assertCaughtUp();
    const device = waitingDevice(this.#view.unbound, caller.tenant, deviceId);
    const item = { ...body, metrics: metricsOf(device, body.metrics) };
    const outcome = await bulkRegister(this.#commands, this.#view.registry, origin(caller, key), [item]);
    reply.code(outcome.problems === 0 ? 201 : 207);
    return outcome;
  }

  @Post(':deviceId/map')
  @HttpCode(200)
  @Allow('devices:manage')
  @ApiHeader(IDEMPOTENCY_HEADER)
  @ApiOperation({
    summary: 'Bind the metrics of the device to an asset that is there; what it said before goes in again',
  })
  @ApiZodBody(requests.mapDeviceRequest, { pump: requests.examples.map })
  @ApiResponse({ status: 207, description: 'Some metrics have a problem' })
  @ApiResponse({ status: 404, description: 'No such device waits' })
  async map(
    @Param('deviceId') deviceId: string,
    @Body(ZodBody(requests.mapDeviceRequest)) body: requests.MapDeviceRequest,
    @Caller() caller: CallerIdentity,
    @Headers(IDEMPOTENCY_KEY) key: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    this.#view.assertCaughtUp();
    const device = waitingDevice(this.#view.unbound, caller.tenant, deviceId);
    const wanted = metricsOf(device, body.metrics);
    const metrics = await bindEach(this.#commands, origin(caller, key), body.assetId, wanted);
    if (metrics.some(({ problem }) => problem !== undefined)) reply.code(207);
    return { assetId: body.assetId, metrics };
  }
}
