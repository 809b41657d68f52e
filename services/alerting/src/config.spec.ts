import { loadSettings } from '@millrace/platform';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from './config.ts';

const load = (env: Record<string, string>) => loadSettings(settingsSchema, env);

describe('the settings', () => {
  it('1. have a default for everything; without a file nobody is told, and nothing inside is reached', () => {
    const settings = load({});
    expect(settings).toMatchObject({ HTTP_PORT: 8084, RULE_MAX_DELAY_SECONDS: 600 });
    expect(settings.WEBHOOKS_FILE).toBeUndefined();
    expect(settings.WEBHOOK_ALLOWED.refusal('localhost', '127.0.0.1')).toContain('loopback');
  });

  it('2. turn a list into what webhooks may reach', () => {
    const { WEBHOOK_ALLOWED: policy } = load({ WEBHOOK_ALLOWED: '10.1.0.0/16, hooks.plant.local' });
    expect(policy.refusal('a', '10.1.2.3')).toBeUndefined();
    expect(policy.refusal('hooks.plant.local', '10.9.9.9')).toBeUndefined();
  });

  it.each([
    [{ WEBHOOK_ALLOWED: '10.1.0.0/99' }, 'WEBHOOK_ALLOWED = "10.1.0.0/99": "10.1.0.0/99" must be a network'],
    [{ WEBHOOK_RETRY_SECONDS: '600' }, 'must be at most 240'],
  ])('3. refuse %j', (env, message) => {
    expect(() => load(env)).toThrow(message);
  });
});
