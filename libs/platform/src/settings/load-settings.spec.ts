import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadSettings } from './load-settings.ts';
import { SettingsError } from './settings-error.ts';
import { httpSettings, kafkaConnection, kafkaSettings, telemetrySettings } from './shapes.ts';

const schema = z.object({
  ...kafkaSettings,
  ...httpSettings(8081),
  ...telemetrySettings,
  DB_PASSWORD: z.string().min(12, 'must have at least 12 characters'),
});

function failure(env: Record<string, string>): SettingsError {
  try {
    loadSettings(schema, env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('loadSettings', () => {
  it('1. fills in defaults, an empty variable included', () => {
    const settings = loadSettings(schema, { DB_PASSWORD: 'long enough it is', HTTP_PORT: '' });
    expect(settings.KAFKA_BROKERS).toEqual(['127.0.0.1:9092']);
    expect(settings.HTTP_PORT).toBe(8081);
    expect(settings.OTEL_TRACES_SAMPLER_ARG).toBe(0.01);
  });

  it('2. lists every bad variable with its value and rule, and hides secrets', () => {
    const error = failure({ HTTP_PORT: '99999', KAFKA_BROKERS: 'nohost', DB_PASSWORD: 'short', LOG_LEVEL: 'loud' });
    expect(error.bad.map((b) => b.name).sort()).toEqual(['DB_PASSWORD', 'HTTP_PORT', 'KAFKA_BROKERS', 'LOG_LEVEL']);
    expect(error.message).toContain('HTTP_PORT = "99999": must be at most 65535');
    expect(error.message).toContain('KAFKA_BROKERS = "nohost": every broker must be host:port');
    expect(error.message).toContain('DB_PASSWORD = (hidden)');
    expect(error.message).not.toContain('short"');
  });

  it('3. says of a missing variable that it is not set', () => {
    expect(failure({}).message).toContain('DB_PASSWORD = (hidden)'.replace('(hidden)', '(not set)'));
  });

  it('4. does not take "1e3", " 80" or "yes" for numbers and flags', () => {
    const error = failure({ DB_PASSWORD: 'long enough it is', HTTP_PORT: '1e3', KAFKA_TLS: 'yes' });
    expect(error.bad.map((b) => b.name).sort()).toEqual(['HTTP_PORT', 'KAFKA_TLS']);
  });

  it('5. turns into a Kafka connection with SASL only when a mechanism is named', () => {
    const settings = loadSettings(schema, {
      DB_PASSWORD: 'long enough it is',
      KAFKA_BROKERS: 'a:1, b:2',
      KAFKA_SASL_MECHANISM: 'plain',
      KAFKA_SASL_USERNAME: 'u',
      KAFKA_SASL_PASSWORD: 'p',
    });
    expect(kafkaConnection(settings, 'ingestion')).toEqual({
      brokers: ['a:1', 'b:2'],
      clientId: 'ingestion',
      sasl: { mechanism: 'plain', username: 'u', password: 'p' },
    });
  });
});
