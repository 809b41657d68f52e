/** Injection token of what has no class of its own. */
export const CODECS = Symbol('Codecs');
