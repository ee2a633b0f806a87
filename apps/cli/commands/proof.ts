import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { globalOptions, withHistory } from '../context.ts';
import { notFound } from '../exit-codes.ts';
import { jsonDocument, write } from '../output.ts';
import { writeNote } from '#proof';

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
}

async function key(context: CliContext, command: Command): Promise<void> {
  const found = await withHistory(context, command, async ({ proof }) => {
    await proof.upToDate(context.signal);
    return proof.ownKey();
  });
  if (found === undefined)
    throw notFound('There is no key yet: nothing has been recorded that could be signed.');
  const { text, name } = found;
  await write(
    context.stdout,
    globalOptions(command).json === true ? jsonDocument({ name, key: text }) : `${text}\n`,
  );
}

async function checkpoint(
  context: CliContext,
  command: Command,
  { out }: { readonly out?: string },
): Promise<void> {
  const found = await withHistory(context, command, ({ proof }) => proof.upToDate(context.signal));
  if (found === undefined) throw notFound('Nothing has been recorded that could be signed.');
  const text = writeNote(found.note);
  if (out !== undefined) await writeFile(out, text);
  const { origin, size, root } = found;
  const answer = { origin, size, root: root.toString('base64'), checkpoint: text };
  if (globalOptions(command).json === true) await write(context.stdout, jsonDocument(answer));
  else if (out === undefined) await write(context.stdout, text);
}
