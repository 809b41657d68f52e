/** Who we are in the envelope of what we write (CloudEvents `source`). */
export const SOURCE = '/millrace/anomaly-detection';
export const SERVICE = 'anomaly-detection';
