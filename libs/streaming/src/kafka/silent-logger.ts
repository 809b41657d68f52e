import { createLogger } from '@millrace/platform';

/** For one-off administration: what goes wrong is thrown. */
export const silentLogger = createLogger({ service: 'kafka-admin', level: 'silent' });
