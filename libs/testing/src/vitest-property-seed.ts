import fc from 'fast-check';

/** Set by `vitest.config.ts`; without it fast-check draws a new seed for every property, as it does by itself. */
const seed = process.env['MILLRACE_PROPERTY_SEED'];
if (seed && seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
