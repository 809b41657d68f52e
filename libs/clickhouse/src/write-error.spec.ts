import { ClickHouseError } from '@clickhouse/client';
import { describe, expect, it } from 'vitest';
import { WriteError } from './write-error.ts';

const server = (code: string): ClickHouseError => new ClickHouseError({ message: 'x', code, type: 'X' });
const classified = (cause: unknown): boolean => new WriteError('readings', 'topic:0:1-2', cause).retryable;

describe('WriteError', () => {
  it.each([['252'], ['241'], ['60'], ['209'], ['999']])('1. server error %s may pass', (code) => {
    expect(classified(server(code))).toBe(true);
  });

  it.each([['53'], ['62'], ['33'], ['16']])('2. server error %s blames the block', (code) => {
    expect(classified(server(code))).toBe(false);
  });

  it('3. a lost connection may pass; a value that does not fit never does', () => {
    expect(classified(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))).toBe(true);
    expect(classified(new RangeError('UInt16 cannot hold 70000'))).toBe(false);
  });

  it('4. names the table, the block and the code', () => {
    const error = new WriteError('readings', 'topic:0:1-2', server('252'));
    expect(error.message).toContain('readings, block topic:0:1-2');
    expect(error.code).toBe('252');
  });
});
