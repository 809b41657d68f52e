import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { provisionHelm } from '../../provision/helm.ts';
import { assembleImage, layOut } from '../assemble-image.ts';
import { parsePlatform } from '../platform.ts';
import { exercise } from '../prove/exercise.ts';
import { Rehearsal } from './rehearsal.ts';

const PREPARING_MS = 1_200_000;
const EXERCISE_MS = 600_000;
let folder = '';
let rehearsal: Rehearsal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-rehearsal-'));
  await Promise.all([provisionHelm(console.error), assembleImage(parsePlatform(undefined))]);
  layOut(folder);
  rehearsal = new Rehearsal(folder, folder);
  await rehearsal.startSurroundings();
}, PREPARING_MS);

afterAll(async () => {
  await rehearsal.stop();
  await rm(folder, { recursive: true, force: true });
}, 120_000);

it(
  'the chart installs what the image holds: a reading goes through it, and an upgrade under load loses and doubles nothing',
  async () => {
    await rehearsal.deploy('first');
    const doors = {
      ingestionUrl: rehearsal.urlOf('ingestion'),
      enrichmentUrl: rehearsal.urlOf('enrichment'),
      reportingUrl: rehearsal.urlOf('reporting'),
      close: () => {},
    };
    const findings = await exercise(rehearsal, doors, () => {});
    expect(findings).toMatchObject({ podsReplaced: 5, lost: 0, doubled: 0, restarts: 0 });
    expect(findings.messagesAcknowledged).toBeGreaterThan(2_000);
    expect(findings.messagesStored).toBe(findings.messagesAcknowledged);
  },
  EXERCISE_MS,
);
