import { AlarmAcknowledged, AlarmCommandRefused, type AcknowledgeAlarm, type Decoded } from '@millrace/contracts';
import { BackpressureError, CommandTimeout, type OutRecord } from '@millrace/streaming';
import { expect, it } from 'vitest';
import { codecs } from '../outlet.fixture.ts';
import { Acknowledge } from './acknowledge.ts';
import { acknowledged, ALARM_ID } from './alarms.fixture.ts';

const asked = { tenant: 'acme', actor: 'ana', alarmId: ALARM_ID, comment: 'on my way', idempotencyKey: undefined };
const refused = (code: string): Decoded => ({
  contract: AlarmCommandRefused,
  type: 'AlarmCommandRefused',
  value: {
    eventId: 'e',
    commandId: 'c',
    tenant: 'acme',
    alarmId: ALARM_ID,
    code,
    detail: `because ${code}`,
    occurredAt: 1,
  },
});

/** The answer to a command, and the commands that were sent. */
function with_(answer: Decoded | Error) {
  const sent: OutRecord[] = [];
  const bus = {
    request: async (record: OutRecord) => {
      sent.push(record);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { sent, acknowledge: new Acknowledge(bus, codecs, 1_000) };
}

it('sends the command under the key of the alarm and gives its outcome', async () => {
  const { sent, acknowledge } = with_({
    contract: AlarmAcknowledged,
    type: 'AlarmAcknowledged',
    value: acknowledged(),
  });
  expect(await acknowledge.run(asked)).toMatchObject({ state: 'ACKNOWLEDGED', actor: 'ana' });
  expect(sent[0]).toMatchObject({ topic: 'alarms.commands', key: `acme/${ALARM_ID}` });
  const command = codecs.decode(sent[0]?.value as Buffer)?.value as AcknowledgeAlarm;
  expect(command).toMatchObject({ actor: 'ana', comment: 'on my way', alarmId: ALARM_ID });
});

it('makes the same command of the same idempotency key', async () => {
  const { sent, acknowledge } = with_(refused('ALREADY_APPLIED'));
  expect(await acknowledge.run({ ...asked, idempotencyKey: 'k' })).toBeUndefined();
  await acknowledge.run({ ...asked, idempotencyKey: 'k' });
  await acknowledge.run({ ...asked, idempotencyKey: 'l' });
  const ids = sent.map(({ headers }) => headers?.['ce_id']);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).not.toBe(ids[2]);
});

it.each([
  [refused('UNKNOWN_ALARM'), 404],
  [refused('NOT_UNACKNOWLEDGED'), 409],
  [new CommandTimeout('c', 1_000), 504],
  [new BackpressureError(1, 1), 503],
])('%# answers %s', async (answer, status) => {
  await expect(with_(answer).acknowledge.run(asked)).rejects.toMatchObject({ status });
});
