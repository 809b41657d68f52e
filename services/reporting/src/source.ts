/** Name of this service, in logs, traces, consumer groups and dead letters. */
export const SERVICE = 'reporting';
