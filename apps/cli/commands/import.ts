import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { engineSettings, openEngine, type RedressEngine } from '#engine';
import { importFile, loadMapping, shippedMappings, type ImportReport } from '#import';
import { silentLogger } from '#platform';
import { catchUp, configOf, print, reach, type CliContext } from '../context.ts';
import { CliFailure, EXIT } from '../exit-codes.ts';
import { jsonLine, table } from '../output.ts';
import { createProgress } from '../progress.ts';

interface ImportCommandOptions {
  readonly mapping: string;
  readonly by: string;
  readonly rejected?: string;
}

export function declare(history: Command, context: CliContext): void {
  history
    .argument('<file>')
    .requiredOption(
      '--mapping <mapping>',
      `how its columns are meant: ${shippedMappings().join(', ')}, or a .yaml file of your own`,
    )
    .option('--by <id>', 'who imports, for the record', 'import')
    .option('--rejected <file>', 'write every rejected row to this file, one JSON object a line')
    .addHelpText(
      'after',
      '\nExits with 3 when rows were rejected; all others are imported. See docs/how-to/import-history.md.',
    )
    .action((file: string, options: ImportCommandOptions, command: Command) =>
      importHistory(context, command, file, options),
    );
}

async function importHistory(
  context: CliContext,
  command: Command,
  file: string,
  options: ImportCommandOptions,
): Promise<void> {
  const mapping = loadMapping(options.mapping);
  const engine = await openEngine({ ...engineSettings(configOf(context, command)), log: silentLogger });
  try {
    await reach(context, command, engine);
    const report = await importing(context, engine, { file, mapping, by: options.by });
    await catchUp(context, engine);
    if (options.rejected !== undefined)
      await writeFile(options.rejected, report.rejected.map(jsonLine).join(''));
    await print(context, command, report, (value) => describe(value, file));
    if (report.rejected.length > 0)
      throw new CliFailure(
        `${String(report.rejected.length)} of ${String(report.rows)} rows were rejected; correct them and import again.`,
        EXIT.refused,
      );
  } finally {
    await engine.close();
  }
}

type Importing = Pick<Parameters<typeof importFile>[1], 'file' | 'mapping' | 'by'>;

async function importing(
  { stderr, signal }: CliContext,
  engine: RedressEngine,
  what: Importing,
): Promise<TimedReport> {
  const progress = createProgress({ label: 'Importing (bytes read)', stream: stderr });
  const begun = performance.now();
  try {
    const onProgress = (done: number, total: number): void => {
      progress.update({ done, total });
    };
    const report = await importFile(engine, { ...what, signal, onProgress });
    const seconds = (performance.now() - begun) / 1000;
    return {
      ...report,
      seconds: Math.round(seconds * 10) / 10,
      rowsPerSecond: Math.round(report.rows / seconds),
    };
  } finally {
    progress.end();
  }
}

type TimedReport = ImportReport & { readonly seconds: number; readonly rowsPerSecond: number };

const SHOWN = 20;

function describe(
  { rows, imported, alreadyThere, rejected, seconds, rowsPerSecond }: TimedReport,
  file: string,
): string {
  const counts = table(
    ['rows', 'imported', 'there already', 'rejected'],
    [[rows, imported, alreadyThere, rejected.length]],
    ['rows', 'imported', 'there already', 'rejected'],
  );
  const reasons = table(
    ['line', 'reference', 'reason'],
    rejected.slice(0, SHOWN).map(({ line, reference, reason }) => [line, reference, reason]),
    ['line'],
  );
  const more =
    rejected.length > SHOWN
      ? `… and ${String(rejected.length - SHOWN)} more; see --rejected or --json.\n`
      : '';
  const speed = `${String(seconds)} s, ${rowsPerSecond.toLocaleString('en-US')} rows/s\n`;
  return `${file}\n${counts}${speed}${rejected.length === 0 ? '' : reasons + more}`;
}
