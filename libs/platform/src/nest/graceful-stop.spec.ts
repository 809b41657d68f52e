import { Controller, Get, Module, type OnApplicationShutdown } from '@nestjs/common';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { stopping } from '../lifecycle/stopping.ts';
import { Public } from './auth.decorators.ts';
import { createApp } from './create-app.ts';
import { stopGracefully } from './graceful-stop.ts';

const order: string[] = [];
let finish: () => void = () => undefined;

@Controller('slow')
class SlowController {
  @Get()
  @Public()
  async slow(): Promise<string> {
    order.push('request begins');
    await new Promise<void>((resolve) => (finish = resolve));
    order.push('request ends');
    return 'done';
  }
}

class Producer implements OnApplicationShutdown {
  onApplicationShutdown(): void {
    order.push('producer closes');
  }
}

@Module({ controllers: [SlowController], providers: [Producer] })
class SlowModule {}

it('a stop takes no new connections, finishes what was begun, and closes what requests use only then', async () => {
  const { app, inFlight } = await createApp({
    module: SlowModule,
    logger: pino({ level: 'silent' }),
    openapi: { title: 'Slow', description: '' },
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const begun = fetch(`${url}/slow`);
  await vi.waitFor(() => expect(order).toEqual(['request begins']));

  const stopped = stopGracefully(app, inFlight, 10);
  expect(stopping.aborted).toBe(true);
  await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  expect(order).toEqual(['request begins']);
  finish();
  expect(await (await begun).text()).toBe('done');
  await stopped;
  expect(order).toEqual(['request begins', 'request ends', 'producer closes']);
});

it('a request that never ends is cut off', async () => {
  const { app, inFlight } = await createApp({
    module: SlowModule,
    logger: pino({ level: 'silent' }),
    openapi: { title: 'Slow', description: '' },
  });
  await app.listen(0, '127.0.0.1');
  order.length = 0;
  const begun = fetch(`${await app.getUrl()}/slow`);
  await vi.waitFor(() => expect(order).toEqual(['request begins']));
  const stopped = stopGracefully(app, inFlight, 0.2);
  await expect(begun).rejects.toThrow();
  await stopped;
});
