import { type Caller as CallerIdentity, stopping } from '@millrace/platform';
import { Caller, ProblemException, Roles, ZodBody } from '@millrace/platform/nest';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Settings } from '../config.ts';
import { ApiZodQuery } from '../http/api-zod-query.ts';
import { optionalName } from '../http/params.ts';
import { SETTINGS } from '../tokens.ts';
import { EventStream } from './event-stream.ts';
import { LiveFeed } from './live-feed.ts';
import { KINDS, LiveHub } from './live-hub.ts';
import { sseEvent } from './sse.ts';

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
@ApiBearerAuth()
@Roles('viewer')
@Controller('v1/events')
export class EventsController {
  readonly #hub: LiveHub;
  readonly #feed: LiveFeed;
  readonly #settings: Settings;
  #open = 0;

  constructor(@Inject(LiveHub) hub: LiveHub, @Inject(LiveFeed) feed: LiveFeed, @Inject(SETTINGS) settings: Settings) {
    this.#hub = hub;
    this.#feed = feed;
    this.#settings = settings;
  }

  @Get()
  @ApiOperation({
    summary: 'What happens from now on, as server-sent events',
    description:
      'Events: `hello` when the stream is live, `values` (list of changed values, at most five a second per series), `anomaly`, ' +
      '`alarm`. Nothing is replayed: after a reconnect (Last-Event-ID is accepted and ignored) ask the other resources again.',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 503, description: 'Too many streams are open' })
  @ApiZodQuery(query)
  async events(
    @Query(ZodBody(query)) asked: z.infer<typeof query>,
    @Caller() { tenant }: CallerIdentity,
    @Res() reply: RawReply,
  ): Promise<void> {
    const { EVENTS_MAX_CLIENTS, EVENTS_MAX_BUFFER_BYTES: maxBufferBytes } = this.#settings;
    if (this.#open >= EVENTS_MAX_CLIENTS) {
      throw new ProblemException(503, { detail: 'Too many event streams are open.', retryAfterSeconds: 10 });
    }
    this.#open += 1;
    reply.hijack();
    const end = (): void => stream.end();
    const stream = new EventStream(reply.raw, {
      ...{ tenant, prefix: asked.prefix, kinds: new Set(asked.kinds), maxBufferBytes },
      onEnd: () => {
        this.#open -= 1;
        this.#hub.remove(stream);
        this.#feed.release();
        stopping.removeEventListener('abort', end);
      },
    });
    stopping.addEventListener('abort', end);
    this.#hub.add(stream);
    await this.#feed.acquire();
    stream.send(sseEvent(this.#hub.nextId(), 'hello', '{"resumed":false}'));
  }
}
