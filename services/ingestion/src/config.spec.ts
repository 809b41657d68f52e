import { loadSettings } from '@millrace/platform';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from './config.ts';
import { readingRules } from './reading-rules.ts';

describe('the settings of ingestion', () => {
  it('1. need nothing', () => {
    const settings = loadSettings(settingsSchema, {});
    expect(settings.MQTT_URL).toBeUndefined();
    expect(readingRules(settings)).toEqual({ maxReadingsPerMessage: 10_000, maxFuture: 300_000_000, maxAge: Infinity });
  });

  it('2. read tenants by Sparkplug group', () => {
    const { SPARKPLUG_TENANTS } = loadSettings(settingsSchema, { SPARKPLUG_TENANTS: 'plant=acme, lab=beta' });
    expect([...SPARKPLUG_TENANTS]).toEqual([
      ['plant', 'acme'],
      ['lab', 'beta'],
    ]);
  });

  it.each([
    ['SPARKPLUG_TENANTS', 'plant'],
    ['SPARKPLUG_TENANTS', 'plant=a b'],
    ['MQTT_URL', 'http://broker'],
    ['MQTT_PROTOCOL_VERSION', '4'],
    ['SPARKPLUG_HOST_ID', 'a/b'],
  ])('3. refuse %s=%s by name', (name, value) => {
    expect(() => loadSettings(settingsSchema, { [name]: value })).toThrow(name);
  });

  it('4. refuse bytes that may wait of which the part of HTTP holds no whole body', () => {
    const env = { MAX_PENDING_BYTES: '8000000', HTTP_BODY_LIMIT_BYTES: '4000001' };
    expect(loadSettings(settingsSchema, env).MAX_PENDING_BYTES).toBe(8_000_000);
    const withMqtt = { ...env, MQTT_URL: 'mqtt://broker' };
    expect(() => loadSettings(settingsSchema, withMqtt)).toThrow(/MAX_PENDING_BYTES.*4000000.*4000001/);
  });
});
