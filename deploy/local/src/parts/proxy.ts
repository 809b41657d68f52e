import { mkdir } from 'node:fs/promises';
import { nodeArgs } from '../node-program.ts';
import { stackHost } from '../ports.ts';
import type { ServiceName } from '../product/service-environment.ts';
import { PROXY_HEALTH_PATH } from '../proxy/app.ts';
import type { Part } from './part.ts';

export type ServicePorts = Readonly<Partial<Record<ServiceName, number>>>;

export const proxyPart = (services: ServicePorts): Part => ({
  name: 'proxy',
  ports: ['proxy'],
  stopDeadlineMs: 5_000,
  async prepare({ dataDir, ports }) {
    await mkdir(dataDir, { recursive: true });
    const pairs = Object.entries(services).map(([name, port]) => `${name}=${port}`);
    const args = [...nodeArgs('front-proxy'), '--port', String(ports.proxy), '--services', pairs.join(',')];
    return { file: process.execPath, args, cwd: dataDir };
  },
  ready: async ({ ports }) => (await fetch(`http://${stackHost()}:${ports.proxy}${PROXY_HEALTH_PATH}`)).ok,
});
