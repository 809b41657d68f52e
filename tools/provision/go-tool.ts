import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toolsFolder } from './folders.ts';

const run = promisify(execFile);

/** A command line tool that is a Go program: where it lies and how to see that it runs. */
export interface GoTool {
  /** The command, as `go install` names it. */
  readonly name: string;
  /** Go package of the command, without a version. */
  readonly package: string;
  /** Exact module version, with the `v`. */
  readonly version: string;
  /** Build tags, for a program that can be built with less in it. */
  readonly tags?: string;
  /** Arguments that print the tool's version and exit 0. */
  readonly probe: readonly string[];
}

function runs(command: string, probe: readonly string[]): boolean {
  try {
    execFileSync(command, probe, { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Names the version, and what was built in where that is chosen: a command with other tags is another command. */
function fileName({ name, version, tags }: GoTool): string {
  if (tags === undefined) return `${name}-${version}`;
  return `${name}-${version}-${createHash('sha256').update(tags).digest('hex').slice(0, 8)}`;
}

/**
 * The path of a Go tool: the one on PATH if there is one, else one built once from its module into `.millrace/tools`.
 * Building takes a Go toolchain and the module proxy, never a download of somebody's binary.
 * @throws Error that names the tool, the version and what to install when it's neither on PATH nor can be built
 */
export async function provisionGoTool(tool: GoTool, report: (line: string) => void = () => {}): Promise<string> {
  if (runs(tool.name, tool.probe)) return tool.name;
  const folder = toolsFolder();
  const target = join(folder, fileName(tool));
  if (existsSync(target)) return target;
  const wanted = `${tool.package}@${tool.version}`;
  if (!runs('go', ['version'])) {
    throw new Error(
      `${tool.name} is not on PATH and there is no Go toolchain to build it with: install ${tool.name} ${tool.version} or Go`,
    );
  }
  report(`building ${wanted} (once, some minutes)`);
  // Two tests may come here at once: each builds in its own folder, and the rename is atomic.
  const own = join(folder, `building-${tool.name}-${process.pid}`);
  mkdirSync(own, { recursive: true });
  try {
    await run('go', ['install', ...(tool.tags === undefined ? [] : ['-tags', tool.tags]), wanted], {
      cwd: own,
      // The checksum database may be out of reach where the module proxy isn't; versions are exact here.
      env: { ...process.env, GOBIN: own, GONOSUMDB: '*', GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
      maxBuffer: 16 * 1024 * 1024,
    });
    renameSync(join(own, tool.name), target);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`could not build ${wanted} with Go: ${detail}`, { cause: error });
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
  return target;
}
