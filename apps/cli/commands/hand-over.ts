import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { RedressEngine } from '#engine';
import type { CommandId } from '#event-sourcing';
import { collect } from '../arguments.ts';
import { print, withData, type CliContext } from '../context.ts';
import { CliFailure, EXIT, usageError } from '../exit-codes.ts';
import { table } from '../output.ts';
import { recordUse } from '../system-user.ts';

interface HandOverOptions {
  readonly from?: string;
  readonly to?: readonly string[];
  readonly undo?: string;
  readonly name?: string;
  readonly department?: string;
  readonly procedure?: string;
  readonly reason: string;
  readonly as: string;
  readonly dryRun?: boolean;
}

/** One case, and whose it becomes. */
interface Given {
  readonly caseId: string;
  readonly from?: string;
  readonly to: string;
}

interface Done extends Given {
  readonly outcome: string;
  readonly message?: string;
}

export function declareHandOver(cases: Command, context: CliContext): void {
  cases
    .command('hand-over')
    .description(
      'give the open cases of somebody to others, or take that back; can be broken off and run again',
    )
    .option('--from <id>', 'whose open cases')
    .option('--to <id>', 'who gets them; repeated: one after the other in turn', collect)
    .option('--name <name>', 'by which they are found again and given back; the same when it is run again')
    .option('--department <id>', 'only those that are with it')
    .option('--procedure <id>', 'only those of it')
    .option('--undo <name>', 'give back what was handed over under this name and has changed no owner since')
    .option('--dry-run', 'only show who would get what')
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--as <id>', 'who hands them over')
    .action((options: HandOverOptions, command: Command) => handOver(context, command, options));
}

async function handOver(context: CliContext, command: Command, options: HandOverOptions): Promise<void> {
  const { from, to = [], undo, dryRun = false } = options;
  const isWhole =
    undo === undefined
      ? from !== undefined && to.length > 0 && (dryRun || options.name !== undefined)
      : from === undefined && to.length === 0 && options.name === undefined;
  if (!isWhole) throw usageError('Give --from, --to and --name, or --undo alone.');
  const answer = await withData(context, command, async (engine) => {
    await recordUse(engine, command, options.as);
    const given = undo === undefined ? await toGive(engine, options, to) : await toGiveBack(engine, undo);
    if (dryRun) return { cases: given.map((each): Done => ({ ...each, outcome: 'not done' })) };
    const all: Done[] = [];
    for (const each of given) {
      context.signal.throwIfAborted();
      all.push(await give(engine, each, options));
    }
    return { ...(options.name !== undefined && { name: options.name }), cases: all };
  });
  await print(context, command, answer, shown);
  const left = dryRun ? 0 : answer.cases.filter(({ outcome }) => !GIVEN.has(outcome)).length;
  if (left > 0) throw new CliFailure(`${String(left)} of them stay where they are.`, EXIT.refused);
}

/** Somebody else may have done it a moment before. */
const GIVEN: ReadonlySet<string> = new Set(['accepted', 'repeated', 'unchanged']);

type Asked = Parameters<RedressEngine['queries']['openCases']>[0];
type Queries = Pick<RedressEngine, 'queries'>;
type Found = Awaited<ReturnType<RedressEngine['queries']['openCases']>>['items'][number];

/** All of them before the first is given away: what was given away before is not found, so that a run goes on where one was broken off. */
async function found({ queries }: Queries, asked: Asked): Promise<readonly Found[]> {
  const all: Found[] = [];
  let cursor: string | undefined;
  do {
    const page = await queries.openCases({ ...asked, limit: 200, ...(cursor !== undefined && { cursor }) });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return [...new Map(all.map((each) => [each.caseId, each])).values()];
}

async function toGive(
  engine: Queries,
  { from, department, procedure }: HandOverOptions,
  to: readonly string[],
): Promise<readonly Given[]> {
  const asked = {
    ...(from !== undefined && { owner: from }),
    ...(department !== undefined && { department }),
    ...(procedure !== undefined && { procedure }),
  };
  const cases = await found(engine, { ...asked, sort: 'receivedAt' });
  // What is over and only owes somebody the news keeps its owner.
  const worked = cases.filter(({ parts }) => parts.ending === undefined);
  return worked.map(({ caseId, owner }, index) => ({
    ...{ caseId, to: to[index % to.length] ?? '' },
    ...(owner !== undefined && { from: owner }),
  }));
}

async function toGiveBack(engine: Queries, name: string): Promise<readonly Given[]> {
  const cases = await found(engine, { handOver: name, sort: 'receivedAt' });
  return cases.flatMap(({ caseId, handOver: given }) =>
    given?.from === undefined ? [] : [{ caseId, from: given.to, to: given.from }],
  );
}

async function give(
  engine: Pick<RedressEngine, 'execute'>,
  { caseId, ...given }: Given,
  { as: id, reason, name }: HandOverOptions,
): Promise<Done> {
  const answer = await engine.execute({
    ...{ caseId, actor: { id } },
    commandId: randomUUID() as CommandId,
    command: {
      type: 'AssignOwner',
      data: {
        owner: given.to,
        reason,
        ...(given.from !== undefined && { from: given.from }),
        ...(name !== undefined && { handOver: name }),
      },
    },
  });
  const { outcome } = answer;
  return { caseId, ...given, outcome, ...('refusal' in answer && { message: answer.refusal.message }) };
}

const shown = ({ name, cases }: { readonly name?: string; readonly cases: readonly Done[] }): string =>
  cases.length === 0
    ? 'No open case matches.\n'
    : [
        table(
          ['case', 'from', 'to', 'outcome', ''],
          cases.map(({ caseId, from, to, outcome, message }) => [caseId, from, to, outcome, message]),
        ),
        name === undefined ? '' : `To take it back: redress cases hand-over --undo ${name}\n`,
      ].join('');
