/** Runs `finish`; when it is not done after `ms`, aborts `deadline` and goes on without it. */
export async function stopWithin(ms: number, deadline: AbortController, finish: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      deadline.abort();
      resolve();
    }, ms);
  });
  try {
    await Promise.race([finish(), late]);
  } finally {
    clearTimeout(timer);
  }
}
