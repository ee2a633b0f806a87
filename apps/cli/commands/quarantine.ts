import type { Command } from 'commander';
import { fileAggregate, isFileId } from '#files';
import { print, withHistory, type CliContext } from '../context.ts';
import { administer } from '../administer.ts';
import { usageError } from '../exit-codes.ts';
import { declare as declareQueries } from './ask.ts';

interface DecisionOptions {
  readonly reason: string;
  readonly as: string;
}

interface Decision {
  readonly type: 'ReleaseFile' | 'DestroyFile';
  readonly said: string;
}

export function declare(quarantine: Command, context: CliContext): void {
  declareQueries(quarantine, context);
  const decision = (name: string, description: string, decided: Decision): void => {
    quarantine
      .command(name)
      .description(description)
      .argument('<file>', 'its SHA-256, as redress quarantine list tells it')
      .requiredOption('--reason <text>', 'why')
      .option('--as <id>', 'who decides that', 'administrator')
      .action((file: string, options: DecisionOptions, command: Command) =>
        decide(context, command, { ...options, ...decided, file }),
      );
  };
  decision('release', 'whoever reads its case gets the file', { type: 'ReleaseFile', said: 'Released' });
  decision('destroy', 'remove its bytes for ever; that there was such a file stays on record', {
    type: 'DestroyFile',
    said: 'Destroyed',
  });
}

async function decide(
  context: CliContext,
  command: Command,
  { file, reason, as: id, type, said }: DecisionOptions & Decision & { readonly file: string },
): Promise<void> {
  if (!isFileId(file)) throw usageError(`"${file}" is no SHA-256: see redress quarantine list.`);
  const outcome = await withHistory(context, command, (engine) =>
    administer(engine, command, {
      ...{ kind: fileAggregate.kind, id: file, content: { type, data: { reason } }, by: id },
    }),
  );
  await print(context, command, { file, outcome }, () => `${said}: ${file}\n`);
}
