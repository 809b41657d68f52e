/** Injection token of what has no class of its own. */
export const DETECTOR_SETTINGS = Symbol('DetectorSettings');
