/** Who we are in the envelope of what we write (CloudEvents `source`). */
export const SOURCE = '/millrace/alerting';
export const SERVICE = 'alerting';
