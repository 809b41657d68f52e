/** Injection tokens of what the platform module provides everywhere and has no class of its own. */
export const LOGGER = Symbol('Logger');
