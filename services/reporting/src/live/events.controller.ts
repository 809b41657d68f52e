import { type Access, type Caller as CallerIdentity, stopping } from '@millrace/platform';
import { Allow, Caller, ProblemException, ZodBody } from '@millrace/platform/nest';
import type { Permission } from '@millrace/domain';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Settings } from '../config.ts';
import { ApiZodQuery } from '../http/api-zod-query.ts';
import { optionalName } from '../http/params.ts';
import { SETTINGS } from '../tokens.ts';
import { placesWithin } from './audience.ts';
import { EventStream } from './event-stream.ts';
import { LiveFeed } from './live-feed.ts';
import { type Kind, KINDS, type Listener, LiveHub } from './live-hub.ts';
import { sseEvent } from './sse.ts';
import { StreamRights } from './stream-rights.ts';

/** What we need of a Fastify reply: the response itself, taken out of Fastify's hands. */
interface RawReply {
  readonly raw: ServerResponse;
  hijack(): void;
}

const kind = z.enum(KINDS, `must be of ${KINDS.join(', ')}`);
const query = z.strictObject({
  prefix: optionalName().describe('Asset path: this asset and everything below it'),
  kinds: z
    .string()
    .default(KINDS.join(','))
    .transform((text) => text.split(',').map((item) => item.trim()))
    .pipe(z.array(kind))
    .describe(`What to hear about, separated by commas: ${KINDS.join(', ')}`),
});

@ApiTags('events')
@Allow('telemetry:read')
@Controller('v1/events')
export class EventsController {
  readonly #hub: LiveHub;
  readonly #feed: LiveFeed;
  readonly #rights: StreamRights;
  readonly #settings: Settings;
  #open = 0;

  constructor(
    @Inject(LiveHub) hub: LiveHub,
    @Inject(LiveFeed) feed: LiveFeed,
    @Inject(StreamRights) rights: StreamRights,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#hub = hub;
    this.#feed = feed;
    this.#rights = rights;
    this.#settings = settings;
  }

  @Get()
  @ApiOperation({
    summary: 'What happens from now on, as server-sent events',
    description:
      'Events: `hello` when the stream is live, `values` (list of changed values, at most five a second per series), `anomaly`, ' +
      '`alarm`, each of the places where the caller may see it. Nothing is replayed: after a reconnect (Last-Event-ID is accepted and ignored) ask the other resources again.',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 503, description: 'Too many streams are open' })
  @ApiZodQuery(query)
  async events(
    @Query(ZodBody(query)) asked: z.infer<typeof query>,
    @Caller() { tenant, identity, access }: CallerIdentity,
    @Res() reply: RawReply,
  ): Promise<void> {
    const { EVENTS_MAX_CLIENTS, EVENTS_MAX_BUFFER_BYTES: maxBufferBytes } = this.#settings;
    if (this.#open >= EVENTS_MAX_CLIENTS) {
      throw new ProblemException(503, { detail: 'Too many event streams are open.', retryAfterSeconds: 10 });
    }
    this.#open += 1;
    reply.hijack();
    const end = (): void => stream.end();
    const listener = (rights: Access): Listener => ({
      ...{ tenant, places: placesOf(rights, asked), send: (frame) => stream.send(frame) },
    });
    let heard = listener(access);
    const stream = new EventStream(reply.raw, {
      maxBufferBytes,
      onEnd: () => {
        this.#open -= 1;
        this.#hub.remove(heard);
        unfollow();
        this.#feed.release();
        stopping.removeEventListener('abort', end);
      },
    });
    const unfollow = this.#rights.follow(identity, access, (rights) => {
      if (rights === undefined) return end();
      this.#hub.remove(heard);
      this.#hub.add((heard = listener(rights)));
    });
    stopping.addEventListener('abort', end);
    this.#hub.add(heard);
    await this.#feed.acquire();
    stream.send(sseEvent(this.#hub.nextId(), 'hello', '{"resumed":false}'));
  }
}

/** What somebody has to be allowed to see to hear of it. */
const PERMISSION_OF: Readonly<Record<Kind, Permission>> = {
  values: 'telemetry:read',
  anomalies: 'anomalies:read',
  alarms: 'alarms:read',
};

function placesOf(access: Access, asked: z.infer<typeof query>): Listener['places'] {
  const of = (kind: Kind): string[] =>
    asked.kinds.includes(kind) ? placesWithin(access.scopes(PERMISSION_OF[kind]), asked.prefix) : [];
  return { values: of('values'), anomalies: of('anomalies'), alarms: of('alarms') };
}
