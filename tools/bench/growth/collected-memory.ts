import { waitFor } from '@millrace/testing';
import type { BenchedProcess } from '../benched-process.ts';

export interface Memory {
  /** Bytes in RAM. */
  readonly resident: number;
  /** Bytes of objects and of array buffers, which Node counts apart from its heap. */
  readonly held: number;
}

/**
 * The memory of a Node process after a garbage collection, from outside: SIGUSR1 opens its inspector, on the port it was started with
 * (`--inspect-port`), which collects and then reads `process.memoryUsage()`.
 */
export async function collectedMemory(process: BenchedProcess, inspectPort: number): Promise<Memory> {
  process.signal('SIGUSR1');
  const inspector = await Inspector.connect(await inspectorUrl(inspectPort));
  try {
    // The first collection lets go of what only waits for a finalizer.
    for (let round = 0; round < 3; round += 1) await inspector.ask('HeapProfiler.collectGarbage', {});
    const expression = '(({ heapUsed, arrayBuffers }) => heapUsed + arrayBuffers)(process.memoryUsage())';
    const { result } = (await inspector.ask('Runtime.evaluate', { expression })) as { result: { value?: unknown } };
    if (typeof result.value !== 'number') throw new Error(`memoryUsage is ${JSON.stringify(result)}`);
    return { resident: process.residentBytes(), held: result.value };
  } finally {
    inspector.close();
  }
}

async function inspectorUrl(port: number): Promise<string> {
  let url: string | undefined;
  const open = async (): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined);
    const [target] = ((await answer?.json()) ?? []) as { webSocketDebuggerUrl?: string }[];
    url = target?.webSocketDebuggerUrl;
    return url !== undefined;
  };
  await waitFor(open, { timeoutMs: 60_000, intervalMs: 100, describe: `an inspector on port ${port}` });
  if (url === undefined) throw new Error(`no inspector on port ${port}`);
  return url;
}

/** As much of the Chrome DevTools protocol as is needed here: one question at a time. */
class Inspector {
  readonly #socket: WebSocket;
  #id = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async connect(url: string): Promise<Inspector> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error(`no inspector at ${url}`)));
    });
    return new Inspector(socket);
  }

  ask(method: string, params: object): Promise<unknown> {
    const id = (this.#id += 1);
    return new Promise((resolve, reject) => {
      const take = ({ data }: MessageEvent): void => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
        if (answer.id !== id) return;
        this.#socket.removeEventListener('message', take);
        if (answer.error === undefined) resolve(answer.result);
        else reject(new Error(`${method}: ${answer.error.message}`));
      };
      this.#socket.addEventListener('message', take);
      this.#socket.addEventListener('close', () => reject(new Error(`${method}: the inspector is gone`)), {
        once: true,
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.close();
  }
}
