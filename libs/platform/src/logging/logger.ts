import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Keys whose values never reach a log line, at the top of the logged object or one level down. */
const SECRETS = ['password', 'secret', 'token', 'authorization', 'cookie', 'apiKey', 'secretSha256'];
const REDACTED = SECRETS.flatMap((key) => [key, `*.${key}`, `*.headers.${key}`]);

let processLogger: Logger | undefined;

/**
 * JSON lines on stdout: `level` as a word, `time` ISO 8601, `service`, and `trace_id`/`span_id` inside a span.
 * The first logger made becomes the process's own (`rootLogger`).
 */
export function createLogger(opts: { service: string; level: string; destination?: DestinationStream }): Logger {
  const logger = pino(
    {
      level: opts.level,
      base: { service: opts.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: activeSpan,
      redact: { paths: REDACTED, censor: '[hidden]' },
      serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
    },
    // Synchronous, so that the last words of a dying process are written.
    opts.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  processLogger ??= logger;
  return logger;
}

/** The process's logger; a plain one when none was created yet (a failure before start). */
export function rootLogger(): Logger {
  return (processLogger ??= pino({ base: { service: 'unknown' } }));
}

function activeSpan(): Record<string, string> {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}
