/** Name of this service, in logs, traces, consumer groups and dead letters. */
export const SERVICE = 'reporting';
/** Who we are in the envelope of the commands we send (CloudEvents `source`). */
export const REPAIR_SOURCE = `/millrace/${SERVICE}`;
