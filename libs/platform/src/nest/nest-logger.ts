import type { LoggerService } from '@nestjs/common';
import type { Logger } from '../logging/logger.ts';

/** Nest's own messages in the process's JSON log. Nest calls `(message, …rest, context)`. */
export class NestLogger implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown, ...rest: unknown[]): void {
    // Nest announces every route and module: of use when debugging, noise in production.
    this.#write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  #write(level: 'fatal' | 'error' | 'warn' | 'debug' | 'trace', message: unknown, rest: readonly unknown[]): void {
    const component = rest.at(-1);
    const extra = rest.slice(0, -1);
    const err = message instanceof Error ? message : extra.find((item) => item instanceof Error);
    const stack = extra.find((item) => typeof item === 'string');
    this.#logger[level](
      {
        component,
        ...(err === undefined ? {} : { err }),
        ...(err === undefined && stack !== undefined ? { stack } : {}),
      },
      message instanceof Error ? message.message : String(message),
    );
  }
}
