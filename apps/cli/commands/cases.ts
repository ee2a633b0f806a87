import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { RedressEngine } from '#engine';
import type { CommandId } from '#event-sourcing';
import { parseCount } from '../arguments.ts';
import { print, withData, type CliContext } from '../context.ts';
import { CliFailure, EXIT } from '../exit-codes.ts';
import { table } from '../output.ts';
import { recordUse } from '../system-user.ts';
import { declare as declareQueries } from './ask.ts';
import { declareHandOver } from './hand-over.ts';

interface MoveOptions {
  readonly procedure: string;
  readonly to: number;
  readonly reason: string;
  readonly as: string;
}

/** What became of one case. */
interface Moved {
  readonly caseId: string;
  readonly from: number;
  readonly outcome: string;
  readonly message?: string;
}

export function declare(cases: Command, context: CliContext): void {
  declareQueries(cases, context);
  declareHandOver(cases, context);
  cases
    .command('move')
    .description('move all open cases of a procedure to one of its versions; can be broken off and run again')
    .requiredOption('--procedure <id>', 'such as residential-property')
    .requiredOption('--to <version>', 'the version that they are handled under from now on', parseCount)
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--as <id>', 'who decides that: somebody of the highest level of the procedure')
    .action((options: MoveOptions, command: Command) => move(context, command, options));
}

async function move(context: CliContext, command: Command, options: MoveOptions): Promise<void> {
  const moved = await withData(context, command, async (engine) => {
    await recordUse(engine, command, options.as);
    const done: Moved[] = [];
    for await (const found of toMove(engine, options)) {
      context.signal.throwIfAborted();
      done.push(await moveOne(engine, found, options));
    }
    return done;
  });
  await print(context, command, moved, shown);
  const left = moved.filter(({ outcome }) => !MOVED.has(outcome)).length;
  if (left > 0) throw new CliFailure(`${String(left)} of them stay under their version.`, EXIT.refused);
}

/** Somebody else may have moved it a moment before. */
const MOVED: ReadonlySet<string> = new Set(['accepted', 'repeated', 'unchanged']);

type Found = Pick<Moved, 'caseId' | 'from'>;

/** Those that are previewed: what was moved before, or needs no move, is not found, so that a run goes on where one was broken off. */
async function* toMove(
  { queries }: Pick<RedressEngine, 'queries'>,
  { procedure, to }: MoveOptions,
): AsyncGenerator<Found> {
  let cursor: string | undefined;
  do {
    const asked = { procedure, to, limit: 200 };
    const page = await queries.movePreviews({ ...asked, ...(cursor !== undefined && { cursor }) });
    for (const { caseId, from } of page.items) yield { caseId, from };
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

async function moveOne(
  engine: Pick<RedressEngine, 'execute' | 'procedures'>,
  found: Found,
  { procedure, to, reason, as: id }: MoveOptions,
): Promise<Moved> {
  await engine.procedures.know({ id: procedure, version: found.from });
  const highest = engine.procedures.get(procedure, found.from)?.ladder.at(-1)?.id;
  const answer = await engine.execute({
    ...{
      caseId: found.caseId,
      actor: { id, role: highest ?? 'operations' },
      commandId: randomUUID() as CommandId,
    },
    command: { type: 'MoveToVersion', data: { version: to, reason } },
  });
  const { outcome } = answer;
  return { ...found, outcome, ...('refusal' in answer && { message: answer.refusal.message }) };
}

const shown = (moved: readonly Moved[]): string =>
  moved.length === 0
    ? 'No open case stands under another version.\n'
    : table(
        ['case', 'from', 'outcome', ''],
        moved.map(({ caseId, from, outcome, message }) => [caseId, from, outcome, message]),
        ['from'],
      );
