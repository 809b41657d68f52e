/** What the image runs on, in npm's names. */
export interface Platform {
  readonly os: 'linux';
  readonly cpu: 'x64' | 'arm64';
}

/** `linux/amd64` (Docker's name) → npm's names. The default is the machine's own processor. */
export function parsePlatform(text: string | undefined): Platform {
  const cpus: Record<string, Platform['cpu']> = { 'linux/amd64': 'x64', 'linux/arm64': 'arm64' };
  const wanted = text ?? (process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64');
  const cpu = cpus[wanted];
  if (cpu === undefined) throw new Error(`--platform ${wanted}: must be linux/amd64 or linux/arm64`);
  return { os: 'linux', cpu };
}

/** The opposite of `parsePlatform`. */
export const dockerPlatform = ({ os, cpu }: Platform): string => `${os}/${cpu === 'x64' ? 'amd64' : cpu}`;
