import { randomUUID } from 'node:crypto';
import { TelemetryReceived, topic } from '@millrace/contracts';
import { neighbourOf, tokenOf, waitFor } from '@millrace/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Plant } from './plant.fixture.ts';

let plant: Plant;
beforeAll(async () => (plant = await Plant.start()), 480_000);
afterAll(() => plant.stop(), 120_000);

const message = (deviceId: string, value: number): TelemetryReceived => ({
  ...{ eventId: randomUUID(), tenant: plant.tenant, deviceId, protocol: 'HTTP', receivedAt: 2_000_000, sequence: null },
  readings: [{ metric: 't', occurredAt: 1_000_000, value, quality: 'GOOD' }],
});
const shown = async (letterId: string): Promise<Record<string, unknown>> =>
  JSON.parse((await plant.millrace(['show', letterId, '--json'])).out) as Record<string, unknown>;

describe('a record that a stream could not process', () => {
  let letterId = '';

  it('1. is listed with its reason, and shown as far as it can be read', async () => {
    await plant.bind('press-1');
    await plant.topics.sendBytes(topic.telemetryReceived, `${plant.tenant}/press-1`, Buffer.from('temp=21.5'), {
      via: 'gw',
    });
    const [letter] = await plant.letters(1, '--device', 'press-1');
    expect(letter).toMatchObject({
      reason: 'NOT_CONFLUENT',
      stream: 'enrichment.telemetry',
      state: 'open',
      version: 0,
    });
    letterId = String(letter?.['letterId']);
    expect(await shown(letterId)).toMatchObject({
      key: `${plant.tenant}/press-1`,
      headers: { via: 'gw' },
      content: {
        text: 'temp=21.5',
        value: null,
        brokenAt: { offset: 0, error: expect.stringContaining('first byte') },
      },
    });
    expect((await plant.millrace(['show', letterId])).out).toContain('broken at   byte 0: first byte 116');
  });

  it('2. is not seen, nor touched, by another tenant or by somebody without the right', async () => {
    const neighbour = neighbourOf(plant.tenant);
    expect(await plant.millrace(['list', '--json', '--state', 'all'], 'admin', neighbour)).toMatchObject({
      code: 0,
      json: [],
    });
    for (const words of [
      ['show', letterId],
      ['resubmit', letterId],
    ]) {
      expect(await plant.millrace(words, 'admin', neighbour)).toMatchObject({
        code: 1,
        err: expect.stringContaining('404'),
      });
    }
    expect(await plant.millrace(['resubmit', letterId], 'operator')).toMatchObject({
      ...{ code: 1, err: expect.stringContaining('This needs the permission letters:repair') },
    });
  });

  it('3. is not resubmitted with an edit that breaks the schema, or that belongs to another tenant', async () => {
    const edit = async (value: object) =>
      (await plant.millrace(['resubmit', letterId, '--edit', plant.file('edit.json', JSON.stringify(value))])).err;
    expect(await edit({ ...message('press-1', 1), receivedAt: 'now' })).toContain(
      '422 INVALID_CONTENT: receivedAt: "now"',
    );
    expect(await edit({ ...message('press-1', 1), tenant: 'acme' })).toContain('403 FOREIGN_TENANT: tenant "acme"');
    expect(await edit([])).toContain('422 INVALID_CONTENT');
  });

  it('4. goes back, edited, to its topic with key, headers and a mark, is stored once, and is not taken twice', async () => {
    const file = plant.file('edit.json', JSON.stringify(message('press-1', 21.5)));
    const done = await plant.millrace(['resubmit', letterId, '--edit', file, '--because', 'the gateway sent text']);
    expect(done).toMatchObject({ code: 0, out: `${letterId}: resubmitted to telemetry.received, 1 record, attempt 1` });
    expect(await plant.untilReadings('press-1', 1)).toEqual([21.5]);
    const again = await plant.millrace(['resubmit', letterId]);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('409 ALREADY_RESUBMITTED') });
    const [letter] = await plant.letters(1, '--device', 'press-1', '--state', 'resubmitted');
    expect(letter).toMatchObject({ letterId, version: 1 });
    expect(await plant.readings('press-1')).toEqual([21.5]);
  });

  it('5. and fails again is a letter of its own in the same story', async () => {
    await plant.topics.sendBytes(topic.telemetryReceived, `${plant.tenant}/press-2`, Buffer.from([0, 0, 0, 0, 99, 1]));
    const [first] = await plant.letters(1, '--device', 'press-2');
    const id = String(first?.['letterId']);
    expect(await plant.millrace(['resubmit', id])).toMatchObject({ code: 0 });
    const both = await plant.letters(2, '--device', 'press-2', '--state', 'all');
    const second = both.find(({ letterId: other }) => other !== id);
    expect(second).toMatchObject({ parentId: id, rootId: id, attempt: 1 });
    await plant.letters(1, '--device', 'press-2', '--state', 'failed-again');
    const refused = await plant.millrace(['resubmit', id]);
    expect(refused.err).toContain(`It failed again as ${second?.['letterId']}`);
    const gone = await plant.millrace(['discard', String(second?.['letterId']), '--because', 'a test']);
    expect(gone).toMatchObject({ code: 0, out: `${second?.['letterId']}: discarded` });
    const story = async () => {
      const { history } = (await shown(id)) as { history: { what: string; attempt: number }[] };
      return history.length < 5 ? undefined : history.map(({ what, attempt }) => `${attempt} ${what}`);
    };
    const told = await waitFor(story, { describe: 'the whole story' });
    expect(told).toEqual(['0 Failed', '0 LetterResubmitted', '0 RepairRefused', '1 Failed', '1 LetterDiscarded']);
  });
});

describe('telemetry that was rejected', () => {
  it('6. of a device that is bound later goes in by the hundred, once, although its writer is away half way', async () => {
    const values = Array.from({ length: 60 }, (_, index) => index);
    await Promise.all(values.map((value) => plant.topics.send(TelemetryReceived, `${plant.tenant}/press-3`, message('press-3', value)))); // prettier-ignore
    await plant.letters(60, '--reason', 'UNKNOWN_DEVICE', '--device', 'press-3');
    const filter = ['--reason', 'UNKNOWN_DEVICE', '--device', 'press-3'];
    const dry = await plant.millrace(['resubmit', '--all', ...filter, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, out: '60 open letters match; nothing was resubmitted' });
    await plant.bind('press-3');
    const bulk = async (limit: number) => {
      const headers = { authorization: `Bearer ${tokenOf(plant.tenant, 'repairer')}`, 'content-type': 'application/json', 'idempotency-key': 'one' }; // prettier-ignore
      const body = JSON.stringify({ filter: { reason: 'UNKNOWN_DEVICE', deviceId: 'press-3' }, limit });
      const answer = await fetch(`${plant.reporting.url}/v1/dead-letters/resubmit`, { method: 'POST', headers, body });
      return (await answer.json()) as { done: number; refused: number; problems: { code: string }[] };
    };
    // Commands of which nobody hears the outcome, because their writer is away, are decided when it is back; asked again, they are known.
    await plant.ingestion.stop();
    const unheard = await bulk(10);
    expect(unheard).toMatchObject({ done: 0, refused: 10, problems: expect.arrayContaining([expect.objectContaining({ code: 'NO_ANSWER' })]) }); // prettier-ignore
    await Promise.all([plant.ingestion.start(), bulk(10)]);
    const rest = await plant.millrace(['resubmit', '--all', ...filter, '--because', 'bound now']);
    expect(rest.out).toMatch(/ of \d+ that matched$/);
    expect(await plant.untilReadings('press-3', 60)).toEqual(values);
    await plant.letters(60, ...filter, '--state', 'resubmitted');
    expect(await plant.readings('press-3')).toEqual(values);
  });

  it('7. as a broken body is shown with the line and column, corrected, and stored', async () => {
    await plant.bind('press-4');
    const at = '"occurredAt": "2026-03-14T09:00:00Z"';
    expect(await plant.post('press-4', `{"deviceId": "press-4",\n ${at}, "values": {"t": 5,}}`)).toBe(400);
    const [letter] = await plant.letters(1, '--device', 'press-4');
    const id = String(letter?.['letterId']);
    expect((await plant.millrace(['show', id])).out).toContain('broken at   line 2, column 58');
    const wrong = plant.file('body.json', `{"deviceId": "press-4", ${at}, "values": {"t": "NaN"}}`);
    expect((await plant.millrace(['resubmit', id, '--edit', wrong])).err).toContain(
      '422 INVALID_CONTENT: values.t.value',
    );
    const right = plant.file('body.json', `{"deviceId": "press-4", ${at}, "values": {"t": 5}}`);
    expect(await plant.millrace(['resubmit', id, '--edit', right])).toMatchObject({ code: 0 });
    expect(await plant.untilReadings('press-4', 1)).toEqual([5]);
  });

  it('8. in part goes in without the part that was stored', async () => {
    await plant.bind('press-5');
    const body = (second: unknown) =>
      JSON.stringify({ deviceId: 'press-5', messageId: 'm-1', readings: [{ metric: 't', value: 1 }, { metric: 't', value: second }] }); // prettier-ignore
    expect(await plant.post('press-5', body({}))).toBe(200);
    expect(await plant.untilReadings('press-5', 1)).toEqual([1]);
    const [letter] = await plant.letters(1, '--device', 'press-5');
    expect(letter).toMatchObject({ reason: 'INVALID_VALUE', field: 'readings[1].value' });
    const id = String(letter?.['letterId']);
    const refused = await plant.millrace(['resubmit', id]);
    expect(refused.err).toContain('INVALID_CONTENT: readings[1].value must be a number');
    expect(await plant.millrace(['resubmit', id, '--edit', plant.file('part.json', body(2))])).toMatchObject({
      code: 0,
    });
    expect(await plant.untilReadings('press-5', 2)).toEqual([1, 2]);
  });
});

it('9. who did what, and what was refused, is on audit.events and can be read by an auditor only', async () => {
  const read = async (role: 'auditor' | 'operator', tenant = plant.tenant) => {
    const headers = { authorization: `Bearer ${tokenOf(tenant, role)}` };
    const answer = await fetch(`${plant.reporting.url}/v1/audit?action=dead-letters.resubmit&limit=1000`, { headers });
    return { status: answer.status, body: (await answer.json()) as { items?: Record<string, string>[] } };
  };
  const expected = plant.topics
    .of('ActionRecorded', plant.tenant)
    .filter(({ action }) => action === 'dead-letters.resubmit');
  const items = await waitFor(
    async () => {
      const { body } = await read('auditor');
      return (body.items?.length ?? 0) >= expected.length ? body.items : undefined;
    },
    { describe: 'the actions' },
  );
  expect(items?.length).toBe(expected.length);
  expect(items).toContainEqual(
    expect.objectContaining({
      ...{ actor: `repairer-of-${plant.tenant}`, outcome: 'ALLOWED', reason: 'the gateway sent text' },
      before: expect.stringContaining('"state":"OPEN","version":0'),
      after: expect.stringContaining('"state":"RESUBMITTED","version":1'),
    }),
  );
  expect(items).toContainEqual(expect.objectContaining({ outcome: 'REFUSED', code: 'ALREADY_RESUBMITTED', after: '' }));
  expect((await read('operator')).status).toBe(403);
  expect((await read('auditor', neighbourOf(plant.tenant))).body.items).toEqual([]);
});
