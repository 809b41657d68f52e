import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenTypeRules } from '@millrace/domain';
import { describe, expect, it } from 'vitest';
import { brokenUnits } from '../http/type-commands.ts';
import { shippedTypePacks } from './type-packs.ts';

const packs = shippedTypePacks();
const types = packs.flatMap((pack) => pack.types);

describe('the type packs', () => {
  it('1. are there for the industries', () => {
    expect(packs.map(({ pack, types: its }) => `${pack}: ${its.map(({ typeId }) => typeId).join(', ')}`)).toEqual([
      'energy-and-utilities: steam-turbine, power-transformer, pump-station, electricity-meter',
      'manufacturing: cnc-machine, hydraulic-press, robot-cell, belt-conveyor, packaging-line',
      'oil-and-gas: reciprocating-compressor, three-phase-separator, pipeline-segment',
      'safety: gas-detector, safety-wearable, emergency-stop',
      'transport-and-logistics: truck, rail-car, forklift, cold-chain-container',
    ]);
    expect(new Set(types.map(({ typeId }) => typeId)).size).toBe(types.length);
  });

  it.each(types.map(({ typeId, definition }) => [typeId, definition] as const))(
    '2. %s: units are UCUM, limits in order and in range, roles valid',
    (_, definition) => {
      expect([...brokenTypeRules(definition), ...brokenUnits(definition)]).toEqual([]);
    },
  );

  it.each(types.map(({ typeId, definition }) => [typeId, definition] as const))(
    '3. %s: every alarm says what to do, and every limit of a measured value where it is from',
    (_, definition) => {
      for (const { name, rangeHigh, limits } of definition.metrics) {
        const isSignal = rangeHigh === 1;
        for (const { level, source, alarm } of limits) {
          const of = `${name} ${level}`;
          expect([of, alarm?.response ?? '']).not.toEqual([of, '']);
          if (!isSignal) expect([of, source]).not.toEqual([of, '']);
        }
      }
    },
  );

  it('4. that are called otherwise than their file are refused at the start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-packs-'));
    try {
      const metric = { name: 'm', unit: '', role: 'CONDITION' };
      const pack = { pack: 'mine', name: 'Mine', types: [{ typeId: 't', name: 'T', metrics: [metric] }] };
      writeFileSync(join(folder, 'yours.json'), JSON.stringify(pack));
      expect(() => shippedTypePacks(folder)).toThrow('yours.json: must be called mine.json');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
