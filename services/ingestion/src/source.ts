/** The service's name in logs, traces, client ids and CloudEvents sources. */
export const SERVICE = 'ingestion';
export const EVENT_SOURCE = `/millrace/${SERVICE}`;
