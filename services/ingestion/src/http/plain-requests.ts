import type { FrontRoutes } from '@millrace/platform/nest';
import type { OnModuleInit } from '@nestjs/common';
import type { TelemetryDoor } from './telemetry-door.ts';
import type { TelemetryIntake } from './telemetry-intake.ts';

/**
 * The short way of `POST /v1/telemetry` for requests that can be let in at once, in front of the router (docs/adr/0015). Everything
 * else, refusals included, goes the way over `TelemetryController`, and both end in `TelemetryIntake`.
 */
export class PlainRequests implements OnModuleInit {
  readonly #front: FrontRoutes;
  readonly #door: TelemetryDoor;
  readonly #intake: TelemetryIntake;

  constructor(front: FrontRoutes, door: TelemetryDoor, intake: TelemetryIntake) {
    this.#front = front;
    this.#door = door;
    this.#intake = intake;
  }

  onModuleInit(): void {
    this.#front.add('/v1/telemetry', (headers, length) => {
      const entry = this.#door.letIn(headers.authorization, length);
      if (entry === undefined) return undefined;
      return {
        take: async (body) => JSON.stringify(await this.#intake.answer(body, entry, headers)),
        abandon: () => entry.held.release(),
      };
    });
  }
}
