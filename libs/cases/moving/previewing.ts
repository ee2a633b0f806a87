import { answer, field, QueryRefused, StreamFault, type Page, type ShownPart } from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import { evolve, noCase } from '../case/evolve.ts';
import { unknownProcedure } from '../case/rules/rules-kept.ts';
import type { CaseState } from '../case/state.ts';
import { takesNone, takesNoneOf } from '../under-which-rules.ts';
import { CASE_ID, type CaseQueryPorts } from '../reading/query.ts';
import { CHANGES, previewMove, type MovePreview } from './preview-move.ts';

export const versionField = field.wholeNumber({
  ...{ min: 1, max: 1_000_000, example: 2 },
  description: 'The version of its procedure that a case would be moved to.',
});

const change = answer.object({
  what: answer.oneOf(CHANGES, 'dueTime'),
  'clock?': answer.text('resolve'),
  'now?': answer.text('2026-10-02T08:55:00.000Z', { description: 'Absent: it would begin.' }),
  'then?': answer.text('2026-10-04T08:55:00.000Z', { description: 'Absent: it would end.' }),
});

export const preview = answer.object({
  caseId: answer.text(CASE_ID),
  from: answer.whole(1),
  to: answer.whole(2),
  missing: answer.list(answer.text('severity "major"'), {
    description:
      'What the case rests on and that version does not know; where anything is, it cannot be moved.',
  }),
  changes: answer.list(change),
});

/** D13: nobody is shown a move to a version that the command would not go to. */
export function targetFor(
  to: { readonly id: string; readonly version: number },
  { procedures, now }: Pick<CaseQueryPorts, 'procedures' | 'now'>,
): Procedure {
  const refused = takesNone(to, procedures, now());
  if (refused !== undefined) throw new QueryRefused(refused);
  const target = procedures.get(to.id, to.version);
  if (target === undefined) throw new QueryRefused(unknownProcedure(to, procedures));
  return target;
}

/** Of a case that is open and logged, stands under another version of that procedure and is of a site that it is for. */
export async function previewOf(
  caseId: string,
  target: Procedure,
  { history, procedures, now }: Pick<CaseQueryPorts, 'history' | 'procedures' | 'now'>,
  organisation: Organisation,
): Promise<MovePreview | undefined> {
  const events = await history(caseId);
  const state = events.reduce<CaseState>(evolve, noCase);
  if (state.status !== 'logged' || state.ending !== undefined || state.archived) return undefined;
  const { id, version } = state.procedure;
  if (id !== target.id || version === target.version) return undefined;
  if (takesNoneOf(state.site, target, procedures) !== undefined) return undefined;
  const procedure = procedures.get(id, version);
  if (procedure === undefined)
    return unmovable(caseId, { from: version, to: target.version }, `the file of version ${String(version)}`);
  return previewMove(state, { caseId, procedure, target, organisation, now: now() });
}

const unmovable = (
  caseId: string,
  versions: Pick<MovePreview, 'from' | 'to'>,
  missing: string,
): MovePreview => ({ caseId, ...versions, missing: [missing], changes: [] });

/** One case with a damaged history does not hide the others. */
export const orDamaged =
  (caseId: string, versions: Pick<MovePreview, 'from' | 'to'>) =>
  (error: unknown): MovePreview => {
    if (!(error instanceof StreamFault)) throw error;
    return unmovable(caseId, versions, 'a history that can be read');
  };

export const previewsShown = ({ items }: Pick<Page<MovePreview>, 'items'>): readonly ShownPart[] =>
  items.length === 0
    ? ['No open case would be moved.\n']
    : [
        {
          head: ['case', 'from', 'to', 'what', 'clock', 'now', 'then'],
          rows: items.flatMap(rowsOf),
          numeric: ['from', 'to'],
        },
      ];

const rowsOf = ({ caseId, from, to, missing, changes }: MovePreview) => {
  if (missing.length > 0)
    return [
      [caseId, from, to, 'cannot be moved', undefined, undefined, `does not know ${missing.join(', ')}`],
    ];
  if (changes.length === 0) return [[caseId, from, to, 'nothing changes', undefined, undefined, undefined]];
  return changes.map(({ what, clock, now, then }) => {
    const told = (text: string | undefined) =>
      what === 'dueTime' && text !== undefined ? { at: text } : text;
    return [caseId, from, to, SAID[what], clock, told(now), told(then)];
  });
};

const SAID: Readonly<Record<(typeof CHANGES)[number], string>> = {
  dueTime: 'due',
  answersFor: 'answers for it',
  decides: 'decides',
  approve: 'approve a plan',
  toResolve: 'before resolving',
  toClose: 'before closing',
};
