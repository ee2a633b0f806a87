// Part of the verifier, which stands alone: see verifier.ts.
import { bytesOf, fromBase64, fromHex, hex, joined, netstring, type Bytes } from './proofs.ts';

/** A text that is sealed in the history, and how it is shown. */
interface OpenedText {
  readonly path: string;
  /** Whose key it is under; absent: that of the stream. */
  readonly of?: string;
  readonly sealed: string;
  readonly shown: unknown;
}

/** What is shown beside what was stored: `undefined` where they differ, else the texts that were opened for it. */
export function openedIn(stored: unknown, shown: unknown, path = ''): readonly OpenedText[] | undefined {
  if (typeof stored !== 'object' || stored === null) return stored === shown ? [] : undefined;
  const { $sealed: sealed, $of: of } = stored as { readonly $sealed?: string; readonly $of?: string };
  if (sealed !== undefined) return [{ path, sealed, shown, ...(of !== undefined && { of }) }];
  if (!isAlike(stored, shown)) return undefined;
  const parts = Object.entries(stored).map(([name, part]) =>
    openedIn(part, shown[name], `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** The same names in the same order; a list beside a list. */
const isAlike = (stored: object, shown: unknown): shown is Readonly<Record<string, unknown>> =>
  typeof shown === 'object' &&
  shown !== null &&
  Array.isArray(shown) === Array.isArray(stored) &&
  Object.keys(stored).join('\n') === Object.keys(shown).join('\n');

/** Where the text was sealed: it fits no other place. */
interface Place {
  readonly stream: string;
  readonly id: string;
}

/** Whether that very text was sealed there: what stands before the ciphertext is made of it, under a key that opens nothing. */
export async function isSealed(
  { path, sealed, shown }: OpenedText,
  { stream, id }: Place,
  witness: string,
): Promise<boolean> {
  const [, , content = ''] = sealed.split(':');
  if (typeof shown !== 'string' || content === '') return false;
  const begun = fromBase64(content.slice(0, 16).replaceAll('-', '+').replaceAll('_', '/'));
  const text = bytesOf([stream, id, path].map(netstring).join('') + shown);
  return hex(begun) === hex((await hmac(fromHex(witness), joined(text))).slice(0, begun.length));
}

async function hmac(key: Bytes, content: Bytes): Promise<Bytes> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign(algorithm.name, imported, content));
}
