import { mkdir } from 'node:fs/promises';
import { nodeArgs } from '../node-program.ts';
import { stackHost } from '../ports.ts';
import type { Part } from './part.ts';

export const otlpPart: Part = {
  name: 'otlp',
  ports: ['otlp'],
  stopDeadlineMs: 5_000,
  async prepare({ dataDir, ports }) {
    await mkdir(dataDir, { recursive: true });
    return {
      file: process.execPath,
      args: [...nodeArgs('otlp-collector'), '--port', String(ports.otlp)],
      cwd: dataDir,
    };
  },
  ready: async ({ ports }) => (await fetch(`http://${stackHost()}:${ports.otlp}/traces?limit=1`)).ok,
};
