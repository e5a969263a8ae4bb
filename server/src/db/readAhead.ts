/** Gives what `source` gives, and has it fetch the next one while this one is worked on. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let coming = ahead(source);
  try {
    for (;;) {
      const { value, done } = await coming;
      if (done) return;
      coming = ahead(source);
      yield value;
    }
  } finally {
    await coming.catch(() => undefined);
    await source.return(undefined);
  }
}

/** The next one; a failure is told to who waits for it, and to nobody else. */
function ahead<T>(source: AsyncGenerator<T>): Promise<IteratorResult<T, unknown>> {
  const next = source.next();
  next.catch(() => undefined);
  return next;
}
