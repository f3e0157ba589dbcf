/** What goes on beside what is tested. */
export interface Meanwhile {
  /** Resolves once the last round is over; fails with what a round failed with. */
  readonly stop: () => Promise<void>;
}

/** Runs rounds one after another until it is stopped. */
export function meanwhile(round: (n: number) => Promise<unknown>): Meanwhile {
  const over = new AbortController();
  const running = (async () => {
    for (let n = 0; !over.signal.aborted; n++) await round(n);
  })();
  // Whoever stops it is told.
  running.catch(() => undefined);
  const stop = () => {
    over.abort();
    return running;
  };
  return { stop };
}
