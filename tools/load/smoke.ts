/** The smallest load that says something: ten seconds, 1,000 readings a second (settings of load-tests/telemetry.js). */
export const SMOKE_LOAD = { RATE: '5', DURATION: '10s', DEVICES: '50' } as const;
