import type { Fault } from './fault.ts';

/** Not the Confluent wire format at all; and the format, with a schema that the rest of the bytes does not follow. */
const NO_FORMAT = Buffer.from('{"not":"avro"}');

/** Bytes that are no event of ours are appended straight to topics. Each must become a dead letter, and what follows must go on. */
export const poisonRecords: Fault = {
  name: 'poison-records',
  takes: ['poison'],
  seconds: [0, 0],
  async play({ poison }) {
    await poison.append(NO_FORMAT);
  },
};
