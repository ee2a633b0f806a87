import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { cosignersOf, withSignatures, writeNote } from '#proof';
import { print, withHistory, type CliContext } from '../context.ts';
import { notFound } from '../exit-codes.ts';
import { consistency } from '../proof/consistency.ts';
import { cosign } from '../proof/cosign.ts';
import { asFound, signersOf, witnessesOf } from '../proof/reading.ts';
import { askWitnesses, cosignedIn, takeWitnessed } from '../proof/witnesses.ts';
import { declare as declareQueries } from './ask.ts';

export function declare(proof: Command, context: CliContext): void {
  proof
    .command('key')
    .description('the public key by which checkpoints are told from forged ones; give it away')
    .action((_options: object, command: Command) => key(context, command));
  proof
    .command('checkpoint')
    .description('signs how the history stands now; whoever keeps it can tell later whether it was changed')
    .option('--out <file>', 'write it into this file')
    .action((options: { readonly out?: string }, command: Command) => checkpoint(context, command, options));
  declareQueries(proof, context);
  proof
    .command('consistency')
    .description('whether the log has only grown since a checkpoint that was kept; for witnesses, too')
    .argument('[earlier]', 'file of that checkpoint (default: the one that witnesses have signed last)')
    .option('--later <file>', 'another one that was kept (default: how the log stands now)')
    .option('--url <address>', 'of a log that somebody serves, /proof of a server included; needs no data')
    .option('--key <file>', 'the public key whose signatures count (default: that of the data folder)')
    .option('--out <file>', 'write what shows it into this file, as a witness takes it')
    .addHelpText('after', EXIT_CODES)
    .action((earlier: string | undefined, options: object, command: Command) =>
      consistency(context, command, { ...options, ...(earlier !== undefined && { earlier }) }),
    );
  declareWitnesses(proof, context);
}

const EXIT_CODES = '\nExit codes: 0 it has only grown, 3 it has not, 1 it could not be looked at to the end.';

function declareWitnesses(proof: Command, context: CliContext): void {
  proof
    .command('witness')
    .description('asks the witnesses of REDRESS_WITNESSES to sign how the log stands now')
    .action((_options: object, command: Command) => askWitnesses(context, command));
  proof
    .command('witnessed')
    .description('takes in a checkpoint that witnesses have signed')
    .argument('<file>')
    .action((file: string, _options: object, command: Command) => takeWitnessed(context, command, file));
  proof
    .command('cosign')
    .description('for a witness: signs a log that has only grown since it was signed last; needs no data')
    .argument('<request>', 'file that redress proof consistency --out has written')
    .requiredOption('--log <file>', 'the public key of the log (redress proof key)')
    .requiredOption('--signer <file>', "the witness's own key; made when it is not there")
    .requiredOption('--known <file>', 'what was signed last; made by the first time')
    .option('--first', 'this log was never signed before; for a key that is there already')
    .option('--name <name>', 'of a new key, such as auditor.example/complaints')
    .option('--out <file>', 'write the signed checkpoint into this file')
    .action((request: string, options: object, command: Command) =>
      cosign(context, command, { ...(options as Parameters<typeof cosign>[2]), request }),
    );
}

async function key(context: CliContext, command: Command): Promise<void> {
  const found = await withHistory(context, command, ({ proof }) =>
    asFound(async () => {
      await proof.upToDate(context.signal);
      return proof.ownKey();
    }),
  );
  if (found === undefined)
    throw notFound('There is no key yet: nothing has been recorded that could be signed.');
  const { text, name } = found;
  await print(context, command, { name, key: text }, () => `${text}\n`);
}

async function checkpoint(
  context: CliContext,
  command: Command,
  { out }: { readonly out?: string },
): Promise<void> {
  const policy = witnessesOf(context, command);
  const found = await withHistory(context, command, ({ proof }) =>
    asFound(async () => {
      const latest = await proof.upToDate(context.signal);
      return latest && { latest, ...(await cosignedIn(proof.folder)) };
    }),
  );
  if (found === undefined) throw notFound('Nothing has been recorded that could be signed.');
  const { latest, whole, inPart } = found;
  const { origin, size, root } = latest;
  const same = [whole, inPart].find((cosigned) => cosigned?.note.text === latest.note.text);
  const text = writeNote(withSignatures(latest.note, same?.note.signatures ?? []));
  if (out !== undefined) await writeFile(out, text);
  const witnessed = whole && { size: whole.size, ...cosignersOf(whole.note, policy) };
  const answer = { origin, size, root: root.toString('base64'), checkpoint: text };
  await print(context, command, { ...answer, ...(witnessed && { witnessed }) }, () =>
    out === undefined ? text : `${signersOf(origin, witnessed)}\n`,
  );
}
