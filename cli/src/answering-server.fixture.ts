import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command } from './command.ts';

/** A request that a command made. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** Runs a command against an API that answers every request with the next of the answers, the last one again and again. */
export async function runAgainst(command: Command, answers: readonly string[], words: readonly string[]) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked.push({ method, url, contentType: headers['content-type'], body: Buffer.concat(chunks).toString() });
      response.end(answers[Math.min(asked.length, answers.length) - 1]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  try {
    const code = await command.run(words, { MILLRACE_URL: url, MILLRACE_TOKEN: 't' }, terminal);
    return { code, out, err, asked };
  } finally {
    server.close();
  }
}
