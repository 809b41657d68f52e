import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { cacheDir } from '../paths.ts';
import { type OnProgress, withProgress } from '../progress.ts';
import { findProgram } from '../tools/find-program.ts';
import { mustRun, runTool } from '../tools/run-tool.ts';
import { once } from './once.ts';

export interface Mosquitto {
  readonly broker: string;
  /** `mosquitto_passwd`, which hashes a password file. */
  readonly passwd: string;
  /** What both need in their environment: the folder of their shared libraries when they come from the cache. */
  readonly env: Readonly<Record<string, string>>;
}

/** Packages whose libraries a bare machine lacks; what it has already is downloaded too and does no harm. */
const PACKAGES = ['mosquitto', 'libmosquitto1', 'libcjson1', 'libdlt2', 'libwrap0'];

/** An installed Mosquitto, else Debian's own packages unpacked in the cache: nothing is installed and no service is started. */
export async function provisionMosquitto(onProgress: OnProgress): Promise<Mosquitto> {
  const broker = findProgram('mosquitto');
  const passwd = findProgram('mosquitto_passwd');
  if (broker && passwd) return { broker, passwd, env: {} };
  const target = join(cacheDir(), 'mosquitto-deb');
  if (!existsSync(target)) {
    await withProgress('mosquitto', 'fetching Eclipse Mosquitto with apt-get download', onProgress, () =>
      once(target, fill),
    );
  }
  const libraries = readdirSync(join(target, 'usr/lib'))
    .filter((name) => name.endsWith('-linux-gnu') || name.includes('linux-gnu'))
    .map((name) => join(target, 'usr/lib', name));
  const env = {
    LD_LIBRARY_PATH: [...libraries, process.env['LD_LIBRARY_PATH'] ?? ''].filter((part) => part !== '').join(':'),
  };
  return { broker: join(target, 'usr/sbin/mosquitto'), passwd: join(target, 'usr/bin/mosquitto_passwd'), env };
}

async function fill(dir: string): Promise<void> {
  if (!findProgram('apt-get') || !findProgram('dpkg')) {
    throw new Error(
      'Eclipse Mosquitto was not found on PATH or in /usr/sbin, and there is no apt-get here to fetch it with. Install it ' +
        '(macOS: brew install mosquitto; Fedora: dnf install mosquitto; Alpine: apk add mosquitto) or start the stack without this part.',
    );
  }
  const download = await runTool('apt-get', ['download', ...PACKAGES], { cwd: dir });
  if (download.code !== 0) {
    throw new Error(
      `apt-get download ${PACKAGES.join(' ')} failed (apt-get update may help):\n${download.stderr.slice(-1000)}`,
    );
  }
  for (const name of readdirSync(dir).filter((file) => file.endsWith('.deb'))) {
    await mustRun('dpkg', ['-x', join(dir, name), dir]);
  }
}
