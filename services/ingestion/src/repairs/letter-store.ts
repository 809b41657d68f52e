import type { Letter } from '@millrace/domain';
import type { StoreSpec } from '@millrace/streaming';

/** The letters somebody has dealt with, `<tenant>/<letterId>` → state. All others are open, and kept nowhere here. */
export const letterStore: StoreSpec<Letter> = {
  name: 'repairs',
  serialize: (letter) => Buffer.from(JSON.stringify(letter)),
  deserialize: (bytes) => JSON.parse(bytes.toString()) as Letter,
};
