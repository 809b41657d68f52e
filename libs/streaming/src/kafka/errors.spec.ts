import { describe, expect, it } from 'vitest';
import { errorTypes, isClusterAway, isFenced, isRetriable, toError } from './errors.ts';

const error = (name: string, parts: object = {}): Error => Object.assign(new Error(name), { name, ...parts });

describe('what an error of kafkajs means', () => {
  it('1. the protocol names of an error and its causes, outermost first', () => {
    const inner = error('KafkaJSProtocolError', { type: 'NOT_COORDINATOR' });
    expect(errorTypes(error('KafkaJSNonRetriableError', { cause: inner, type: 'OUTER' }))).toEqual([
      'OUTER',
      'NOT_COORDINATOR',
    ]);
    expect(errorTypes('no error')).toEqual([]);
  });

  it.each([
    [error('KafkaJSProtocolError', { type: 'INVALID_PRODUCER_EPOCH' }), true],
    [error('KafkaJSNonRetriableError', { cause: error('x', { type: 'PRODUCER_FENCED' }) }), true],
    [error('KafkaJSProtocolError', { message: 'Unknown error code 90' }), true],
    [error('KafkaJSProtocolError', { message: 'Unknown error code 901' }), false],
    [error('KafkaJSProtocolError', { type: 'NOT_LEADER_FOR_PARTITION' }), false],
  ])('2. fenced: %o', (one, expected) => {
    expect(isFenced(one)).toBe(expected);
  });

  it.each([
    [error('KafkaJSNonRetriableError', { cause: error('KafkaJSGroupCoordinatorNotFound') }), true],
    [error('KafkaJSProtocolError', { type: 'GROUP_LOAD_IN_PROGRESS', retriable: true }), true],
    [error('KafkaJSProtocolError', { type: 'TOPIC_AUTHORIZATION_FAILED', retriable: false }), false],
    [new TypeError('bug'), false],
  ])('3. the cluster is away: %o', (one, expected) => {
    expect(isClusterAway(one)).toBe(expected);
  });

  it('4. retriable: what kafkajs says, and connections', () => {
    expect(
      isRetriable(
        error('KafkaJSNumberOfRetriesExceeded', { retriable: false, cause: error('KafkaJSConnectionError') }),
      ),
    ).toBe(true);
    expect(isRetriable(new TypeError('bug'))).toBe(false);
    expect(toError('text')).toBeInstanceOf(Error);
  });
});
