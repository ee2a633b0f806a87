import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import { makeCaseFile, REDACTIONS, zipped, type CaseFile, type CaseFileRequest } from '#case-file';
import { LANGUAGES } from '#procedures';
import { parseInstant } from '../arguments.ts';
import { print, withHistory, type CliContext } from '../context.ts';
import { CliFailure, EXIT, notFound, usageError } from '../exit-codes.ts';
import { systemUser } from '../system-user.ts';

interface Options extends Pick<CaseFileRequest, 'asOf' | 'knownAt' | 'language'> {
  readonly out: string;
  readonly redact?: CaseFileRequest['redact'];
}

const HELP = `
The archive (BagIt) holds a PDF, every event with proof that it stands in the history, the procedure, evidence byte for
byte, and a page and a script that verify all of it without this program. Making one is on record (redress readings).`;

export function declare(caseFile: Command, context: CliContext): void {
  caseFile
    .argument('<case>', 'number of the case')
    .requiredOption('--out <file>', 'the archive to write; nothing is written over')
    .option('--as-of <time>', 'as it was then: what had happened by that moment', parseInstant)
    .option('--known-at <time>', 'as it was known then: what had been recorded by that moment', parseInstant)
    .addOption(new Option('--language <language>', 'of the PDF').choices(LANGUAGES).default('en'))
    .addOption(new Option('--redact <what...>', 'what to leave out').choices(REDACTIONS))
    .addHelpText('after', HELP)
    .action((caseId: string, options: Options, command: Command) =>
      make(context, command, { caseId, ...options }),
    );
}

async function make(
  context: CliContext,
  command: Command,
  { out, redact = [], ...asked }: Options & Pick<CaseFileRequest, 'caseId'>,
): Promise<void> {
  const target = path.resolve(out);
  if (existsSync(target)) throw new CliFailure(`${out} is there already: name another file.`, EXIT.refused);
  if (!existsSync(path.dirname(target)))
    throw usageError(`There is no folder ${path.dirname(out)}: make it first, or name another one.`);
  const made = await withHistory(context, command, async (engine) => {
    const request = { ...asked, redact, madeBy: systemUser(), through: 'command-line' } as const;
    const caseFile = await makeCaseFile(request, engine);
    if (caseFile !== undefined) await write(caseFile, target);
    return caseFile;
  });
  if (made === undefined)
    throw notFound(`There is no case ${asked.caseId}, or there was none at that moment.`);
  const { caseId, revision, missing, files } = made;
  await print(context, command, { caseId, revision, file: target, files: files.length, missing }, () =>
    told(made, out),
  );
  if (missing.length > 0)
    throw new CliFailure(
      `Evidence is not in it: ${missing.map((each) => `${each.evidence} (${each.missing})`).join(', ')}. Everything else is.`,
    );
}

/** Under its name once it is whole. */
async function write(caseFile: CaseFile, target: string): Promise<void> {
  const unfinished = `${target}.unfinished`;
  try {
    const folder = `case-${caseFile.caseId}`;
    await pipeline(
      zipped(caseFile.files, { folder, madeAt: caseFile.madeAt }),
      createWriteStream(unfinished, { mode: 0o600 }),
    );
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
}

const told = ({ caseId, revision, files }: CaseFile, out: string): string =>
  `Case ${caseId} up to revision ${revision}, ${String(files.length)} files: ${out}
To verify it: unpack it and open verify.html in a browser, or node verify.mjs ${out}
`;
