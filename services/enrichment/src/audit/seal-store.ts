import type { ChainHead } from '@millrace/domain';
import { jsonStore } from '@millrace/streaming';

/** The head of each partition's chain, under one key: a store has the state of one partition. */
export const chainHeads = jsonStore<ChainHead>('audit-chain');
export const HEAD = 'head';
