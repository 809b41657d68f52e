import type { Letter } from '@millrace/domain';
import { keyValueStore } from '@millrace/streaming';

/** The letters somebody has dealt with, `<tenant>/<letterId>` → state. All others are open, and kept nowhere here. */
export const letterStore = keyValueStore<Letter>({
  name: 'repairs',
  serialize: (letter) => Buffer.from(JSON.stringify(letter)),
  deserialize: (bytes) => JSON.parse(bytes.toString()) as Letter,
});
