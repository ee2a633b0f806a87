/**
 * Ends what hangs, and nothing else: on the slowest machine what is waited for comes long before. Shorter than the
 * time-out of the runner, so that a failure names what did not come.
 */
const HANGS_MILLIS = 240_000;
const PAUSE_MILLIS = 5;

/** Resolves once the condition holds, asking again and again; throws with its name when it never comes true. */
export async function eventually(condition: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const end = performance.now() + HANGS_MILLIS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what} never came true`);
    await pause();
  }
}

/** The value, or an error with its name when it never settles. */
export async function arrives<Value>(promise: Promise<Value>, what = 'it'): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what} never came`));
    }, HANGS_MILLIS);
  });
  try {
    return await Promise.race([promise, hangs]);
  } finally {
    clearTimeout(timer);
  }
}

/** Between two looks at something that only polling can see. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));

/** Lets everything that is ready to go on do so. */
export async function turns(count = 1): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
