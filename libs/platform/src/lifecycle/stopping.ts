const controller = new AbortController();

/** Aborted when the process was told to stop: long-lived responses (server-sent events) end themselves on it. */
export const stopping: AbortSignal = controller.signal;

/** Announces the stop, once. */
export function announceStop(): void {
  controller.abort();
}
