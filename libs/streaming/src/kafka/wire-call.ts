import type { Body } from './headroom.ts';
import type { WireCall } from './wire.ts';

/** A decoded answer, with what kafkajs looks for in it. */
export interface Answered<T> {
  readonly result: T;
  /** How long the broker wants us to pause (KIP-219), milliseconds. */
  readonly clientSideThrottleTime: number;
}

/** A request of ours for the connections of kafkajs: its body, and how to read the answer's. */
export function wireCall<T>(
  api: { readonly apiKey: number; readonly apiVersion: number; readonly apiName: string },
  encodeBody: () => Body,
  decodeAnswer: (payload: Buffer) => Answered<T>,
): WireCall<T, Answered<T>> {
  return {
    request: {
      ...api,
      expectResponse: () => true,
      encode: () => Promise.resolve(encodeBody()),
    },
    response: {
      decode: (payload) => Promise.resolve(decodeAnswer(payload)),
      parse: ({ result }) => Promise.resolve(result),
    },
  };
}
