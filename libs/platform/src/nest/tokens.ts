import type { Logger } from '../logging/logger.ts';
import type { ApiTokens } from '../identity/api-tokens.ts';

/** Injection tokens of what the platform module provides everywhere. */
export const LOGGER = Symbol('Logger');
export const API_TOKENS = Symbol('ApiTokens');

export type { ApiTokens, Logger };
