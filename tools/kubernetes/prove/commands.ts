import { spawn } from 'node:child_process';

export interface CommandOptions {
  /** Standard input; secrets go this way, not into arguments. */
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command and answers its output. @throws Error with what it said when it fails */
export async function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const child = spawn(command, args, { env: options.env ?? process.env, stdio: ['pipe', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stderr}${stdout}`);
}

/** kubectl in one namespace. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<string>;

export const kubectlIn =
  (namespace: string): Kubectl =>
  (args, input) =>
    run('kubectl', ['--namespace', namespace, ...args], input === undefined ? {} : { input });
