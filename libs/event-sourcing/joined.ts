interface Round<Result> {
  readonly running: Promise<Result>;
  /** Begins when this one has ended, for everybody who has asked meanwhile. */
  next?: Promise<Result>;
}

/**
 * The same work for everybody who asks at the same time: at most one runs and one waits. Whoever asks while one is under
 * way is answered by the next, because what runs already may have missed what was written a moment ago. When the running
 * one fails, so does the waiting one: it would meet the same server, and its callers would wait twice.
 */
export function joined<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let current: Round<Result> | undefined;
  const begin = (): Promise<Result> => {
    const round: Round<Result> = { running: work() };
    current = round;
    round.running.then(
      () => {
        if (round.next === undefined) current = undefined;
      },
      () => {
        current = undefined;
      },
    );
    return round.running;
  };
  return () => (current === undefined ? begin() : (current.next ??= current.running.then(begin)));
}
