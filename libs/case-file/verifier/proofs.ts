// Part of the verifier, which stands alone: see verifier.ts.

export type Bytes = Uint8Array<ArrayBuffer>;

/** Who signs, as `name+hash+key` tells it. */
export interface Key {
  readonly name: string;
  readonly id: string;
  readonly key: Bytes;
}

export const textOf = (bytes: Bytes): string => new TextDecoder().decode(bytes);
export const bytesOf = (value: string): Bytes => new TextEncoder().encode(value);
export const hex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const fromHex = (value: string): Bytes =>
  Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
export const fromBase64 = (value: string): Bytes =>
  Uint8Array.from(atob(value), (sign) => sign.charCodeAt(0));

export const joined = (...parts: readonly Bytes[]): Bytes => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
export const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

export const netstring = (value: string): string => `${String(bytesOf(value).length)}:${value},`;

/** The text of a note, where one of its signatures is by that key. */
export async function signedText(note: string, { name, id, key }: Key): Promise<string | undefined> {
  const end = note.lastIndexOf('\n\n') + 1;
  const signed = note.slice(0, end);
  for (const line of note.slice(end + 1).split('\n')) {
    const [, by, encoded = ''] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(encoded);
    if (by !== name || hex(bytes.slice(0, 4)) !== id) continue;
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    if (await crypto.subtle.verify('Ed25519', imported, bytes.slice(4), bytesOf(signed))) return signed;
  }
  return undefined;
}

/** RFC 9162, 2.1.3.2 */
export async function isIncluded(
  { index, hashes }: { readonly index: number; readonly hashes: readonly string[] },
  hash: string,
  { size, root }: { readonly size: number; readonly root: string },
): Promise<boolean> {
  if (index < 0 || index >= size) return false;
  let [at, last] = [index, size - 1];
  let reckoned = await sha256(joined(Uint8Array.of(0), fromHex(hash)));
  for (const each of hashes.map(fromBase64)) {
    if (last === 0) return false;
    const isRight = at % 2 === 1 || at === last;
    reckoned = await sha256(joined(Uint8Array.of(1), ...(isRight ? [each, reckoned] : [reckoned, each])));
    if (isRight) while (at !== 0 && at % 2 === 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hex(reckoned) === hex(fromBase64(root));
}
