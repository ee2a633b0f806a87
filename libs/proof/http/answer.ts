/** Somebody else's server does not answer as the open formats say; the message says how. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

const TIMEOUT_MS = 15_000;
/** What the open formats answer is a few kilobytes. */
const LONGEST_BYTES = 64 * 1024;

/** Throws {@link NoAnswer}. */
export async function answerOf(
  url: string,
  {
    signal,
    ...request
  }: { readonly signal?: AbortSignal | undefined } & Pick<RequestInit, 'method' | 'body'>,
): Promise<Answer> {
  const ending = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { status, body } = await fetch(url, {
      ...{ ...request, redirect: 'error' },
      signal: signal === undefined ? ending : AbortSignal.any([signal, ending]),
    });
    return { status, body: await bytesOf(url, body) };
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof NoAnswer) throw cause;
    throw new NoAnswer(`${url} does not answer: ${reasonOf(cause)}`, { cause });
  }
}

async function bytesOf(url: string, body: Response['body']): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(part);
    length += part.length;
    if (length > LONGEST_BYTES) throw new NoAnswer(`${url} answers more than a log or a witness has to say`);
  }
  return Buffer.concat(parts);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
