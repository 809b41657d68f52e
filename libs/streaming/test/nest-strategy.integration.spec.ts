import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { waitFor } from '@millrace/testing';
import { describe, expect, it } from 'vitest';
import type { Batch, SinkBlock } from '../src/index.ts';
import { KafkaBatchStrategy, SinkHandler, StreamHandler } from '../src/nest/index.ts';
import {
  caughtUp,
  codecs,
  connection,
  createTopics,
  fresh,
  logger,
  SERVICE,
  text,
  topicSpec,
  write,
} from './fixture.ts';

const [input, output, stream, sink] = [fresh('in'), fresh('out'), fresh('stream'), fresh('sink')];
const inserted: string[] = [];
let failures = 1;

class NotReady extends Error {}

class Pipeline {
  readonly prefix = 'seen';

  async copy(batch: Batch): Promise<void> {
    if (failures-- > 0) throw new NotReady('not yet');
    for (const record of batch.records)
      batch.emit({ topic: output, key: 'k', value: Buffer.from(`${this.prefix} ${text(record)}`) });
  }

  async insert(block: SinkBlock, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new Error('too late');
    inserted.push(...block.records.map(text));
  }

  async broken(): Promise<void> {
    throw new NotReady('never');
  }
}

// The test runner compiles no decorators: they are applied by hand, as the compiler would.
function decorate(method: keyof Pipeline, decorator: (target: object, key: string, descriptor: never) => void): void {
  const descriptor = Object.getOwnPropertyDescriptor(Pipeline.prototype, method) as PropertyDescriptor;
  decorator(Pipeline.prototype, method, descriptor as never);
  Object.defineProperty(Pipeline.prototype, method, descriptor);
}
decorate('copy', StreamHandler({ stream, topics: [input] }));
decorate(
  'insert',
  SinkHandler({ stream: sink, topics: [output], maxRecords: 100, maxBytes: 1e6, lingerMs: 50, members: 2 }),
);
Controller()(Pipeline);
class App {}
Module({ controllers: [Pipeline] })(App);

describe('KafkaBatchStrategy', () => {
  it('1. finds the handlers, runs them with their controller, and hands their errors to the runner as they are', async () => {
    await createTopics(topicSpec(input, 2), topicSpec(output, 2));
    await write(input, 2, [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ]);
    const fatals: Error[] = [];
    const onFatal = (error: Error): void => void fatals.push(error);
    const strategy = new KafkaBatchStrategy({ connection: connection(), service: SERVICE, codecs, logger, onFatal });
    expect(strategy.health()).toBe('not started');
    const app = await NestFactory.createMicroservice(App, { strategy, logger: false });
    await app.listen();
    await caughtUp(stream, input);
    await caughtUp(sink, output);
    expect(strategy.unwrap<unknown[]>()).toHaveLength(3); // one runner for the stream, one for each member of the sink
    expect([...inserted].sort()).toEqual(['seen 1', 'seen 2']);
    await waitFor(() => strategy.health() === true);
    failures = 1_000;
    await write(input, 2, [{ key: 'a', value: '3' }]);
    expect(await waitFor(() => fatals[0])).toBeInstanceOf(NotReady);
    expect(strategy.health()).toContain('failed');
    await app.close();
  });
});
