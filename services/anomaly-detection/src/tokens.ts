/** Injection tokens of what has no class of its own. */
export const CODECS = Symbol('Codecs');
export const DETECTOR_SETTINGS = Symbol('DetectorSettings');
