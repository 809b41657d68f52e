/** Injection tokens of what has no class of its own. */
export const CODECS = Symbol('Codecs');
export const EVALUATION = Symbol('Evaluation');
