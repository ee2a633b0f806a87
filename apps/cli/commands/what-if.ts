import { Option, type Command } from 'commander';
import { WHAT_IF_DIFFERENCES, type WhatIfDifference } from '#cases';
import {
  whatIfFields,
  type ChangedCase,
  type RedressEngine,
  type WhatIfAsked,
  type WhatIfSummary,
} from '#engine';
import { readFields } from '#event-sourcing';
import { collect, parseCount, parseInstant } from '../arguments.ts';
import { globalOptions, withData, type CliContext } from '../context.ts';
import { CliFailure, EXIT, usageError } from '../exit-codes.ts';
import { minuteOf, moneyText } from '../format.ts';
import { count, jsonLine, table, write } from '../output.ts';
import { showProgress } from '../progress.ts';
import { textIn } from '../text-in.ts';

interface Options {
  readonly procedure?: string;
  readonly from?: string;
  readonly before?: string;
  readonly category?: string;
  readonly case?: readonly string[];
  readonly file?: string;
  readonly toVersion?: number;
  readonly set?: readonly string[];
  readonly what?: WhatIfDifference['what'];
  readonly show: string;
}

const HELP = `
What people did stays as it was, at the times at which they did it; what the rules made of it is made anew, and nothing is written.
With --json one line for each case that would have gone otherwise, and a last one with the totals.

  redress what-if --procedure residential-property --set 'clocks.acknowledge.allowance=30m'
  redress what-if --file new-rules.yaml --category facilities --from 2026-07-01T00:00+08:00`;

export function declare(asking: Command, context: CliContext): void {
  asking
    .option('--procedure <id>', 'only cases under this procedure; whose version or figures are meant')
    .option('--from <time>', 'only cases received then or later', parseInstant)
    .option('--before <time>', 'only cases received before', parseInstant)
    .option('--category <id>', 'only cases of this category, or of this group of them')
    .option('--case <number>', 'only this case (may be repeated)', collect)
    .option('--file <file>', 'under the rules of this procedure file')
    .option('--to-version <number>', 'under this version of the procedure', parseCount)
    .option('--set <path=value>', 'with this figure changed (may be repeated)', collect)
    .addOption(
      new Option('--what <difference>', 'show only cases with this difference').choices(WHAT_IF_DIFFERENCES),
    )
    .option('--show <count>', 'show so many cases; 0 for the totals alone', '20')
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) => ask(context, command, options));
}

async function ask(context: CliContext, command: Command, options: Options): Promise<void> {
  const asked = askedIn(options);
  if (!/^\d{1,6}$/.test(options.show)) throw usageError('--show: must be a whole number from 0.');
  const shown: ChangedCase[] = [];
  let hidden = 0;
  const summary = await withData(context, command, (engine) =>
    through(asked, engine, context, async (found) => {
      const differences = found.differences.filter(({ what }) => (options.what ?? what) === what);
      if (differences.length === 0) return;
      if (globalOptions(command).json === true)
        await write(context.stdout, jsonLine({ case: { ...found, differences } }));
      else if (shown.length < Number(options.show)) shown.push({ ...found, differences });
      else hidden += 1;
    }),
  );
  await write(
    context.stdout,
    globalOptions(command).json === true ? jsonLine({ summary }) : told(summary, shown, hidden),
  );
  if (summary.compared === 0 && summary.leftOut.length > 0)
    throw new CliFailure('No case could be replayed under these rules: see above.', EXIT.refused);
}

function askedIn({ from, before, case: cases, file, toVersion, ...rest }: Options): WhatIfAsked {
  const given = {
    ...(rest.procedure !== undefined && { procedure: rest.procedure }),
    ...(rest.category !== undefined && { category: rest.category }),
    ...(rest.set !== undefined && { set: rest.set }),
    ...(from !== undefined && { receivedFrom: from }),
    ...(before !== undefined && { receivedBefore: before }),
    ...(cases !== undefined && { cases }),
    ...(file !== undefined && { file: textIn(file) }),
    ...(toVersion !== undefined && { version: toVersion }),
  };
  const { data, errors } = readFields(whatIfFields, given);
  const [error] = errors;
  if (error !== undefined) throw usageError(`${error.field}: ${error.message}.`);
  return data;
}

async function through(
  asked: WhatIfAsked,
  engine: RedressEngine,
  { stderr, signal }: CliContext,
  onCase: (found: ChangedCase) => Promise<void>,
): Promise<WhatIfSummary> {
  const lines = await engine.whatIf(asked, { signal });
  return showProgress({ label: 'Replaying (cases)', stream: stderr }, async (update) => {
    for await (const line of lines) {
      if ('summary' in line) return line.summary;
      if ('progress' in line) update(line.progress);
      else await onCase(line.case);
    }
    throw new Error('a replay without an end');
  });
}

function told(summary: WhatIfSummary, shown: readonly ChangedCase[], hidden: number): string {
  const { slice, compared, changed, totals, beyondAuthority, cases, leftOut, position, until, cannotKnow } =
    summary;
  return [
    `${count(slice)} cases, ${count(compared)} replayed, ${count(changed)} of them would have gone otherwise.\n`,
    table(
      ['', 'before', 'after', 'difference'],
      [
        ...totals.map(({ what, before, after, difference }) => [
          ...[TOTALS[what], count(before), count(after), signed(difference)],
        ]),
        ...beyondAuthority.map(({ currency, ...sum }) => [
          'granted beyond authority',
          ...[sum.before, sum.after].map((minor) => moneyText({ minor, currency })),
          `${sum.difference < 0 ? '-' : '+'}${moneyText({ minor: Math.abs(sum.difference), currency })}`,
        ]),
      ],
      ['before', 'after', 'difference'],
    ),
    ...(cases.length === 0
      ? []
      : [
          table(
            ['different in', 'cases'],
            cases.map((each) => [WHAT[each.what], count(each.cases)]),
            ['cases'],
          ),
        ]),
    ...(shown.length === 0
      ? []
      : [table(['case', 'what', 'of', 'before', 'after', 'events'], shown.flatMap(rowsOf))]),
    ...(hidden === 0
      ? []
      : [`${count(hidden)} more cases: --show ${String(shown.length + hidden)}, or --json.\n`]),
    ...leftOut.map(
      (each) =>
        `Left out: ${count(each.cases)} ${each.cases === 1 ? 'case' : 'cases'}: ${LEFT_OUT[each.why]}${each.missing === undefined ? '' : ` (${each.missing})`}.\n`,
    ),
    `By the history up to position ${position}, and what was due by ${minuteOf(until) ?? until}. What a replay cannot know:\n`,
    ...cannotKnow.map((each) => `- ${each}\n`),
  ].join('');
}

const signed = (difference: number): string =>
  difference > 0 ? `+${count(difference)}` : difference === 0 ? '0' : count(difference);

const rowsOf = ({ caseId, differences }: ChangedCase) =>
  differences.map(({ what, of, before, after, beyondAuthority, events }) => [
    ...[caseId, WHAT[what], of, minuteOrText(before)],
    beyondAuthority === true ? `${after ?? ''} (beyond authority)` : minuteOrText(after),
    events.join(' '),
  ]);

const minuteOrText = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{4}-\d\d-\d\dT/.test(text) ? minuteOf(text) : text;

const TOTALS: Readonly<Record<WhatIfSummary['totals'][number]['what'], string>> = {
  clocks: 'clocks that ran',
  breaches: 'missed',
  escalations: 'levels that a miss brought in',
  approvals: 'approvals needed',
  beyondAuthority: 'decisions beyond authority',
  followUps: 'follow-ups needed',
  reviews: 'reviews needed',
  notifications: 'managers to tell',
  toResolve: 'steps before resolving',
  toClose: 'steps before closing',
};

const WHAT: Readonly<Record<WhatIfDifference['what'], string>> = {
  dueTime: 'due time',
  breach: 'miss',
  level: 'level',
  approval: 'approval',
  authority: 'authority',
  followUp: 'follow-up',
  review: 'review',
  notification: 'manager to tell',
  resolving: 'before resolving',
  closing: 'before closing',
};

const LEFT_OUT: Readonly<Record<WhatIfSummary['leftOut'][number]['why'], string>> = {
  unfit: 'they rest on what the other rules do not know',
  unlike: 'by its own rules it does not come out as it was recorded, so that nothing can be said of others',
  unknownRules: 'the version that they were handled under is not there',
  unread: 'the history cannot be read; redress verify tells more',
  notFound: 'there is no such case in the slice',
};
