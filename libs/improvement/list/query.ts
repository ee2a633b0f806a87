import { answer, isSamePerson, listsOf, queriesOf, type KnowableReads } from '#event-sourcing';
import type { Reader } from '#cases';
import { deputisedBy, isPresent } from '#organisation';
import { ACTION_KINDS, RECURRING, type ProcedureRegistry } from '#procedures';
import { isAboutAny } from '../issue/rules.ts';
import { holding } from '../issue/standing.ts';
import type { ImprovementDocument } from './improvements.projection.ts';

/** Where answers about improvement come from. */
export type ImprovementPorts = KnowableReads & { readonly procedures: ProcedureRegistry };

interface ImprovementQueryTypes {
  readonly ports: ImprovementPorts;
  readonly reader: Reader;
  readonly who: { readonly readers: readonly ('operations' | 'analyst' | 'compliance')[] };
  readonly group: 'Improvement';
}

export const query = queriesOf<ImprovementQueryTypes>();
export const list = listsOf<ImprovementQueryTypes>();

export const forWhoeverAnswers = { readers: ['operations', 'analyst', 'compliance'] } as const;

/**
 * INV-4, D22: nobody reads an issue about themselves. Analysts and compliance, who answer for figures, read all others;
 * whoever holds a level of the ladder there, and whoever has an action to do.
 */
export function readsIssue(
  { issue, procedure: id }: Pick<ImprovementDocument, 'issue' | 'procedure'>,
  reader: Reader | undefined,
  procedures: Pick<ProcedureRegistry, 'get'>,
): boolean {
  if (reader === undefined) return true;
  const { id: person, roles, organisation, at } = reader;
  if (isAboutAny(issue, [person])) return false;
  if (roles.some((role) => role === 'analyst' || role === 'compliance')) return true;
  if (!roles.includes('operations') || !isPresent(organisation, person, at)) return false;
  const acting = [person, ...deputisedBy(organisation, person, at)];
  const procedure = procedures.get(id, issue.procedure.version);
  return (
    holding(issue, undefined, person, { organisation, procedure, at }).length > 0 ||
    issue.actions.some(
      ({ owner }) => !isAboutAny(issue, [owner]) && acting.some((one) => isSamePerson(owner, one)),
    )
  );
}

const part = answer.object({
  of: answer.oneOf(RECURRING),
  value: answer.text('facilities/lift'),
});

/** What a list tells of an issue: nothing that people wrote. */
export const issueShown = {
  issueId: answer.text('residential-property.same-cause.9f2c1d3b7a6e4f5089ab12cd34ef5678.1'),
  procedure: answer.text('residential-property'),
  'site?': answer.text('garden-city'),
  'rule?': answer.text('same-cause', { description: 'Of the procedure; absent where somebody opened it.' }),
  status: answer.oneOf(['open', 'effective', 'dismissed', 'joined']),
  raisedAt: answer.instant(),
  parts: answer.list(part, { description: 'What repeats.' }),
  count: answer.whole(3),
  actions: answer.whole(1),
  'nextDueAt?': answer.instant('2026-10-08T10:00:00.000Z'),
  missed: answer.yesNo(false),
};

export const actionShown = answer.object({
  action: answer.text('A1'),
  kind: answer.oneOf(ACTION_KINDS),
  what: answer.text('Exchange the door drive in all lifts of this make.'),
  'lacking?': answer.text('The parts arrive in January.'),
  owner: answer.text('pan.xin'),
  status: answer.oneOf(['open', 'done', 'effective', 'ineffective']),
  startedAt: answer.instant(),
  dueAt: answer.instant('2026-10-07T10:00:00.000Z'),
  'warnAt?': answer.instant('2026-10-06T00:00:00.000Z'),
  intervals: answer.list(
    answer.object({
      from: answer.instant(),
      to: answer.instant('2026-10-07T10:00:00.000Z'),
      counts: answer.yesNo(true),
      why: answer.text('elapsed'),
      'note?': answer.text('National Day'),
    }),
    { description: 'Why it is due when it is (D12).' },
  ),
  warned: answer.yesNo(false),
  missed: answer.yesNo(false),
  'doneAt?': answer.instant('2026-10-05T03:00:00.000Z'),
  'account?': answer.text('The drives of all four lifts were exchanged.'),
  'evidence?': answer.list(answer.text('order 2026-1187')),
  'compared?': answer.object(
    {
      days: answer.whole(30),
      before: answer.whole(4),
      after: answer.whole(0),
      from: answer.instant('2026-09-05T03:00:00.000Z'),
      until: answer.instant('2026-11-04T03:00:00.000Z'),
    },
    'How often it happened before and after, as far as is known now.',
  ),
  'judged?': answer.object({
    reason: answer.text('No lift has failed for a month.'),
    by: answer.text('zhou.min'),
    at: answer.instant('2026-11-05T03:00:00.000Z'),
    'compared?': answer.object({
      days: answer.whole(30),
      before: answer.whole(4),
      after: answer.whole(0),
      from: answer.instant('2026-09-05T03:00:00.000Z'),
      until: answer.instant('2026-11-04T03:00:00.000Z'),
    }),
  }),
});
