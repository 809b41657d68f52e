/** Where a command writes; tests give their own. */
export interface Terminal {
  /** One line of result, on standard output. */
  out(line: string): void;
  /** One line about progress or a problem, on standard error. */
  err(line: string): void;
}

/** One command of `millrace`: a name, a line of help, and what it does. */
export interface Command {
  readonly name: string;
  /** One line for `millrace help`. */
  readonly summary: string;
  /**
   * Does it. `args` are the words after the command's name; settings come from `env` under the names that the services use.
   * @returns the exit code: 0 done, 1 it failed or what it checked does not hold, 2 it was called wrongly.
   */
  run(args: readonly string[], env: Readonly<NodeJS.ProcessEnv>, terminal: Terminal): Promise<number>;
}
