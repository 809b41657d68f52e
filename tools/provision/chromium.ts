import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { findProgram } from '@millrace/local-stack/stack';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium: `CHROMIUM`, one on the PATH, or else Debian's package, installed if we may.
 * @throws Error saying how to get one.
 */
export async function provisionChromium(): Promise<string> {
  const given = process.env['CHROMIUM'];
  if (given) return given;
  const found = NAMES.map((name) => findProgram(name)).find((path) => path !== undefined);
  const elsewhere = found ?? ELSEWHERE.find((path) => existsSync(path));
  if (elsewhere) return elsewhere;
  if (process.getuid?.() === 0 && findProgram('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = (): Promise<unknown> =>
      run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
    await install().catch(async () => {
      // A machine that never looked has no package lists.
      await run('apt-get', ['update'], { env });
      await install();
    });
    const installed = findProgram('chromium');
    if (installed) return installed;
  }
  throw new Error('no Chromium was found: install one (Debian: apt-get install chromium) or name it in CHROMIUM');
}
