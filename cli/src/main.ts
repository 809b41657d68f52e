#!/usr/bin/env node
import { COMMANDS } from './commands.ts';
import { run } from './run.ts';

/** `millrace`: what a platform engineer does to a running Millrace from a shell. */
process.exitCode = await run(COMMANDS, process.argv.slice(2), process.env, {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
});
