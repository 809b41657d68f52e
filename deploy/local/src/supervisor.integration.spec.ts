import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nodeArgs } from './node-program.ts';
import { repositoryRoot } from './paths.ts';
import { allFreePorts, PORT_NAMES, type Ports, portVariable } from './ports.ts';
import { startStack } from './stack.ts';
import { temporaryStack } from './testing/temporary-stack.ts';

const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});
function newDir(): string {
  const dir = mkdtempSync(join(repositoryRoot(), '.millrace', `own-${process.pid}-`));
  dirs.push(dir);
  return dir;
}

const answers = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/ping`)).ok;
  } catch {
    return false; // refused: nobody is there
  }
};

/** The command line with a ClickHouse and a collector on free ports; resolves when it says that all is ready. */
async function startCli(): Promise<{ ports: Ports; child: ReturnType<typeof spawn>; output: () => string }> {
  const ports = await allFreePorts();
  const env = {
    ...process.env,
    ...Object.fromEntries(PORT_NAMES.map((name) => [portVariable(name), String(ports[name])])),
  };
  const args = [...nodeArgs('stack-cli'), '--dir', newDir(), '--parts', 'clickhouse,mosquitto,otlp'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await vi.waitFor(() => expect(output).toContain('ready after'), { timeout: 60_000 });
  return { ports, child, output: () => output };
}

describe('the supervisor', () => {
  it('leaves no part behind when it is killed with -9', async () => {
    const { ports, child } = await startCli();
    expect(await answers(ports.clickhouse)).toBe(true);
    child.kill('SIGKILL');
    await vi.waitFor(async () => expect(await answers(ports.clickhouse)).toBe(false), { timeout: 20_000 });
    await vi.waitFor(() => assertNobodyOn([ports.clickhouse, ports.mosquitto, ports.otlp]), { timeout: 20_000 });
  });

  it('stops everything on Ctrl-C and says what it does, in seconds', async () => {
    const { ports, child, output } = await startCli();
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(0);
    expect(output()).toMatch(/^ +\d+\.\d s {2}clickhouse +starting: done$/m);
    await assertNobodyOn([ports.clickhouse, ports.mosquitto, ports.otlp]);
  });

  it('refuses a second start in the same folder', async () => {
    const stack = await temporaryStack(['otlp']);
    try {
      const second = startStack({ dir: stack.dir, ports: 'free', parts: ['otlp'] });
      await expect(second).rejects.toThrow(`a stack is already running in ${stack.dir} (process ${process.pid})`);
    } finally {
      await stack.remove();
    }
  });

  it('names a taken port, its part and the variable, and starts nothing', async () => {
    const ports = await allFreePorts();
    const squatter = createServer().listen(ports.otlp, '127.0.0.1');
    const dir = newDir();
    const starting = startStack({ dir, ports, parts: ['otlp', 'clickhouse'] });
    await expect(starting).rejects.toThrow(new RegExp(`port ${ports.otlp} for otlp .*MILLRACE_PORT_OTLP`));
    await assertNobodyOn([ports.clickhouse]);
    await new Promise((resolve) => squatter.close(resolve));
    const stack = await startStack({ dir, ports, parts: ['otlp'] }); // the failed start gave the folder back
    await stack.stop();
  });

  it('kills, restarts and reports a single part', async () => {
    const unexpected: string[] = [];
    const stack = await temporaryStack(['otlp', 'clickhouse'], { onUnexpectedEnd: (part) => unexpected.push(part) });
    try {
      await stack.kill('otlp');
      expect([stack.running('otlp'), stack.running('clickhouse')]).toEqual([false, true]);
      await expect(stack.kill('otlp')).rejects.toThrow('otlp is not running');
      await stack.restart('otlp');
      expect(stack.running('otlp')).toBe(true);
      expect(unexpected).toEqual([]);
      await expect(stack.restart('kafka')).rejects.toThrow(
        'part kafka was not started with this stack (it has clickhouse, otlp)',
      );
    } finally {
      await stack.remove();
    }
  });
});

/** Rejects while one of the ports is still in use. */
async function assertNobodyOn(ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
    });
    await new Promise((resolve) => server.close(resolve));
  }
}
