import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { openSigningKey, type SigningKey, type VerifierKey } from '#keys';
import { isErrno, replaceFile } from '#platform';
import { cosigned, parseConsistency, withSignatures, writeNote, type Cosigning } from '#proof';
import { print, type CliContext } from '../context.ts';
import { CliFailure, EXIT, usageError } from '../exit-codes.ts';
import { count } from '../output.ts';
import { asFound, checkpointIn, keyIn } from './reading.ts';
import { textIn } from '../text-in.ts';

interface CosignOptions {
  readonly request: string;
  readonly log: string;
  readonly signer: string;
  readonly known: string;
  readonly first?: boolean;
  readonly name?: string;
  readonly out?: string;
}

/** What a witness does who is asked by file (tlog-witness over HTTP says the same in other words). */
export async function cosign(context: CliContext, command: Command, options: CosignOptions): Promise<void> {
  const log = keyIn(options.log);
  const asked = await asFound(() => parseConsistency(textIn(options.request)));
  const known = await textOrNone(options.known);
  const last = known === undefined ? undefined : checkpointIn(options.known, known, log).checkpoint;
  if (last === undefined) assertFirst(options);
  const key = await signerOf(options, last !== undefined);
  const found = cosigned(asked, { log, last, key, now: Math.floor(Date.now() / 1_000) });
  if (found.outcome !== 'signed')
    throw new CliFailure(against(found, asked.checkpoint.origin, log), EXIT.refused);
  const text = writeNote(withSignatures(asked.checkpoint.note, [found.signature]));
  // Before anybody has the signature: nobody is given two that do not follow each other.
  await replaceFile(options.known, text);
  if (options.out !== undefined) await writeFile(options.out, text);
  const { size } = asked.checkpoint;
  await print(context, command, { key: key.text, size, checkpoint: text }, () =>
    options.out === undefined ? text : `Signed: ${count(size)} events. Public key: ${key.text}\n`,
  );
}

/** Whoever has lost what they signed last would sign another history for the same log. A new key has signed none. */
function assertFirst({ known, signer, first = false }: CosignOptions): void {
  if (first || !existsSync(signer)) return;
  throw new CliFailure(
    `${known} is not there, and ${signer} may have signed this log before: find it. Say --first for a log that was never signed.`,
    EXIT.refused,
  );
}

function signerOf({ signer, name }: CosignOptions, hasSigned: boolean): Promise<SigningKey> {
  return openSigningKey({
    ...{ file: signer, algorithm: 'cosignature', hasSigned },
    name: () => {
      if (name !== undefined && /^[^\s+]{1,255}$/.test(name)) return name;
      throw usageError('A new key needs a --name without spaces and plus signs.');
    },
  });
}

async function textOrNone(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function against(found: Exclude<Cosigning, { outcome: 'signed' }>, origin: string, log: VerifierKey): string {
  switch (found.outcome) {
    case 'otherLog':
      return `It is a checkpoint of ${origin}, and not of ${log.name}.`;
    case 'notSigned':
      return `It is not signed by the key of the log, ${log.text}.`;
    case 'shorter':
      return 'The log is shorter than what it should go on with.';
    case 'elsewhere':
      return `What was signed here last are ${count(found.size)} events: ask with a proof that begins there.`;
    case 'forked':
      return 'The log does not go on with what was signed here last. Keep both files: they show it to everybody.';
  }
}
