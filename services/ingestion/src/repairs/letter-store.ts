import type { Letter } from '@millrace/domain';
import { jsonStore } from '@millrace/streaming';

/** The letters somebody has dealt with, `<tenant>/<letterId>` → state. All others are open, and kept nowhere here. */
export const letterStore = jsonStore<Letter>('repairs');
