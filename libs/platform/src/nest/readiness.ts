/** A readiness check: `true`, or why not. */
export type ReadinessCheck = () => true | string;

/** Collects what must hold before traffic may come; shown at /health/ready. */
export class Readiness {
  readonly #checks = new Map<string, ReadinessCheck>();

  /** Registers a check under a name; a later one of the same name replaces it. */
  add(name: string, check: ReadinessCheck): void {
    this.#checks.set(name, check);
  }

  /** Name and reason of every check that fails now. A check that throws has failed. */
  failures(): Record<string, string> {
    const failed: Record<string, string> = {};
    for (const [name, check] of this.#checks) {
      const outcome = outcomeOf(check);
      if (outcome !== true) failed[name] = outcome;
    }
    return failed;
  }
}

function outcomeOf(check: ReadinessCheck): true | string {
  try {
    return check();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
