import type { SigningKey, VerifierKey } from '#keys';

/** A text with signatures below, in the form of `golang.org/x/mod/sumdb/note` (signed-note). */
export interface Note {
  /** Ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

/** What is no note; the message says why. */
export class InvalidNote extends Error {
  override readonly name = 'InvalidNote';
}

const LINE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/;
const KEY_ID_BYTES = 4;

export const writeNote = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map(writeSignature).join('')}`;

const writeSignature = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;

/** Throws {@link InvalidNote}. */
export function parseNote(note: string): Note {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new InvalidNote('it has no signatures below a text');
  return { text: note.slice(0, end + 1), signatures: parseSignatures(note.slice(end + 2)) };
}

/** Lines below a note, as witnesses answer them alone. Throws {@link InvalidNote}. */
export function parseSignatures(lines: string): readonly NoteSignature[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, name, encoded] = LINE.exec(line) ?? [];
      const bytes = Buffer.from(encoded ?? '', 'base64');
      // Other spellings of the same bytes are none of ours.
      if (name === undefined || bytes.length <= KEY_ID_BYTES || bytes.toString('base64') !== encoded)
        throw new InvalidNote('a signature is not in its form');
      return { name, keyId: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
    });
}

const isOf = ({ name, id }: VerifierKey, signature: NoteSignature): boolean =>
  signature.name === name && signature.keyId.equals(id);

/** `unsigned`: not by this key; a signature that claims to be and does not hold is `forged`. */
export function standingOf(note: Note, key: VerifierKey): 'signed' | 'unsigned' | 'forged' {
  const claimed = note.signatures.filter((signature) => isOf(key, signature));
  if (claimed.length === 0) return 'unsigned';
  return claimed.every(({ signature }) => holds(note.text, signature, key)) ? 'signed' : 'forged';
}

export const signedBy = (text: string, key: SigningKey): NoteSignature => ({
  name: key.name,
  keyId: key.id,
  signature: key.sign(Buffer.from(text)),
});

/**
 * A note of those lines, signed. The first says what it is: a checkpoint begins with the name of its log, so neither passes
 * for the other.
 */
export const sealed = (key: SigningKey, lines: readonly string[]): string => {
  const text = `${lines.join('\n')}\n`;
  return writeNote({ text, signatures: [signedBy(text, key)] });
};

const TIME_BYTES = 8;
/** The last second of which a date can be told. */
const LAST_TIME = 8_640_000_000_000n;

/** That whoever has the key has seen it then, and nothing before that it would not follow from (tlog-cosignature). */
export function cosignedBy(text: string, key: SigningKey, seconds: number): NoteSignature {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = Buffer.concat([time, key.sign(seenAt(text, BigInt(seconds)))]);
  return { name: key.name, keyId: key.id, signature };
}

/** When a signature of that key says that it was made, in seconds since the epoch; only cosignatures do. */
export function signedAt(note: Note, key: VerifierKey): number | undefined {
  const found = note.signatures.find((signature) => isOf(key, signature));
  return key.algorithm === 'cosignature' && found !== undefined && found.signature.length > TIME_BYTES
    ? Number(found.signature.readBigUInt64BE())
    : undefined;
}

/** The note with signatures added that it does not have yet. */
export const withSignatures = (note: Note, added: readonly NoteSignature[]): Note => ({
  ...note,
  signatures: [
    ...note.signatures,
    ...added.filter((one) => !note.signatures.some((other) => isSameSigner(one, other))),
  ],
});

const isSameSigner = (one: NoteSignature, other: NoteSignature): boolean =>
  one.name === other.name && one.keyId.equals(other.keyId);

const seenAt = (text: string, seconds: bigint): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${seconds.toString()}\n${text}`);

function holds(text: string, signature: Buffer, key: VerifierKey): boolean {
  switch (key.algorithm) {
    case 'note':
      return key.verify(Buffer.from(text), signature);
    case 'cosignature':
      return (
        signature.length > TIME_BYTES &&
        signature.readBigUInt64BE() <= LAST_TIME &&
        key.verify(seenAt(text, signature.readBigUInt64BE()), signature.subarray(TIME_BYTES))
      );
  }
}
