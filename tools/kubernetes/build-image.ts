import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { root } from '../provision/folders.ts';
import { isMain } from '../provision/main-module.ts';
import { assembleImage, imageFolder } from './assemble-image.ts';
import { dockerPlatform, parsePlatform, type Platform } from './platform.ts';
import { productVersion } from './workspaces.ts';

export interface ImageOptions {
  /** Name and tag of the image. */
  readonly tag: string;
  readonly platform: Platform;
  /** A Debian 12 (or newer) base with glibc and libstdc++. */
  readonly baseImage: string;
}

const inherit = { cwd: root, stdio: 'inherit' } as const;

function revision(): string {
  return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8' }).trim();
}

/** Compiles the product, assembles what ships, and lays it on the base image with the Docker engine that answers. */
export async function buildImage({ tag, platform, baseImage }: ImageOptions): Promise<void> {
  execFileSync('npx', ['tsc', '-b'], inherit);
  await assembleImage(platform);
  const argumentsOfBuild = {
    ASSEMBLED: 'yes',
    BUILD_IMAGE: baseImage,
    BASE_IMAGE: baseImage,
    VERSION: productVersion(),
    REVISION: revision(),
  };
  await dockerBuild([
    ...['--tag', tag],
    // Said only when it is another one: a base image made on this machine may not know its own.
    ...(platform.cpu === parsePlatform(undefined).cpu ? [] : ['--platform', dockerPlatform(platform)]),
    ...Object.entries(argumentsOfBuild).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
  ]);
}

const DOCKERFILE = 'deploy/docker/Dockerfile';

/** The build context is what was assembled and nothing of the checkout, so it goes to Docker as an archive. */
async function dockerBuild(options: readonly string[]): Promise<void> {
  const archive = spawn('tar', ['--create', DOCKERFILE, relative(root, imageFolder())], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const docker = spawn('docker', ['build', '--file', DOCKERFILE, ...options, '-'], {
    cwd: root,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  await Promise.all([pipeline(archive.stdout, docker.stdin), ended('tar', archive), ended('docker build', docker)]);
}

async function ended(name: string, child: ChildProcess): Promise<void> {
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${name} ended with ${String(code)}`);
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      tag: { type: 'string', default: `millrace:${productVersion()}` },
      platform: { type: 'string' },
      'base-image': { type: 'string', default: 'debian:bookworm-slim' },
      'assemble-only': { type: 'boolean', default: false },
    },
  });
  const platform = parsePlatform(values.platform);
  if (values['assemble-only']) await assembleImage(platform);
  else await buildImage({ tag: values.tag, platform, baseImage: values['base-image'] });
}
