/** What `work` comes to; after `ms` milliseconds the error that `late` makes is thrown, whatever becomes of the work then. */
export async function within<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  const expired = Promise.withResolvers<never>();
  const timer = setTimeout(() => expired.reject(late()), ms);
  try {
    return await Promise.race([work, expired.promise]);
  } finally {
    clearTimeout(timer);
  }
}
