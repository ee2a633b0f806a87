import { field, refuse, type Refusal } from '#event-sourcing';
import { departmentFor } from '#procedures';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { notTheirs } from '../../rules/giving-away.ts';
import { departmentTaken } from '../../rules/site.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import type { CaseRecord, Dispatch } from '../../state.ts';
import { recording, weighing } from '../../who-policy.ts';

/** DIS-1, DIS-2, DIS-7: one department leads, others contribute. Whoever sends it does not choose its judge (AUT-1). */
export const dispatchCase = command({
  name: 'DispatchCase',
  summary: 'Send the complaint form to a department (DIS-1).',
  group: 'Dispatch',
  data: {
    department: field.reference({
      of: 'department',
      optional: true,
      example: 'engineering',
      description: 'Default: the routing of the procedure (DIS-2).',
    }),
    part: field.choice(['lead', 'contributor'], { optional: true }),
    task: field.text({ optional: true, example: 'Find out why the lift stands still.' }),
    dueAt: field.instant({
      optional: true,
      description: 'Default for a contributor: when the whole case is due (DIS-7).',
    }),
  },
  who: recording({ level: 'takenAway' }),
  weighs: (data, state, context) =>
    weighing(departmentTaken(state, signedFor(data, state, context), context)),
  when: during(CLASSIFIED),
  decide: (data, state, context) => {
    const department = departmentMeant(data, state, context);
    const lead = leadOf(state);
    const refusal = misplaced(department, data.part, state) ?? notRouted(department, state, context);
    if (refusal) return refusal;
    if (data.dueAt !== undefined && data.dueAt <= context.happenedAt)
      return refuse('DIS-7', 'time-in-the-past', 'The due time of the part has already passed.');
    const own = state.dispatches.filter(({ of }) => of === undefined);
    const dispatch = `D${String(own.length + 1)}`;
    const part = data.part ?? (lead ? 'contributor' : 'lead');
    const dueAt = data.dueAt ?? (part === 'contributor' ? dueWithTheCase(state, context) : undefined);
    return [draft('CaseDispatched', { ...data, dispatch, department, part, ...(dueAt && { dueAt }) })];
  },
});

type Sent = { readonly department?: string; readonly part?: Dispatch['part'] };

const routedTo = ({ category = '' }: CaseRecord, { procedure }: CaseContext): string =>
  departmentFor(procedure, category);

const departmentMeant = ({ department }: Sent, state: CaseRecord, context: CaseContext): string =>
  department ?? routedTo(state, context);

/** AUT-1: whose levels decide once the department has signed, whoever sends it there. */
const signedFor = (data: Sent, state: CaseRecord, context: CaseContext): CaseRecord => {
  const { part = leadOf(state) ? 'contributor' : 'lead' } = data;
  const department = departmentMeant(data, state, context);
  const signed: Dispatch = {
    dispatch: 'next',
    department,
    part,
    status: 'received',
    sentBy: context.actor.id,
  };
  return { ...state, dispatches: [...state.dispatches, signed] };
};

/** PRI-1: the department reads it. Where the procedure routes it, anybody sends it; elsewhere those who have it. */
const notRouted = (department: string, state: CaseRecord, context: CaseContext): Refusal | undefined =>
  department === routedTo(state, context) ? undefined : notTheirs(state, context);

const leadOf = ({ dispatches }: CaseRecord): Dispatch | undefined =>
  dispatches.find((each) => isActive(each) && each.part === 'lead');

/** DIS-1, DIS-7: one form for each department, one lead, and nobody contributes to what nobody leads. */
function misplaced(
  department: string,
  part: Dispatch['part'] | undefined,
  state: CaseRecord,
): Refusal | undefined {
  const lead = leadOf(state);
  if (state.dispatches.some((each) => isActive(each) && each.department === department))
    return refuse('DIS-1', 'already-dispatched', `The form is already with "${department}".`);
  if (part === 'lead' && lead)
    return refuse('DIS-7', 'lead-exists', `"${lead.department}" leads this case already.`, {
      remedy: 'Dispatch as contributor, or have the lead return the form.',
    });
  return part === 'contributor' && !state.dispatches.some(leads)
    ? refuse('DIS-7', 'lead-needed', 'A department contributes to a case that another one leads.', {
        remedy: 'Dispatch to the leading department first.',
      })
    : undefined;
}

/** DIS-7: a contributor whose part has no time of its own has what the whole case has. */
const dueWithTheCase = ({ clocks }: CaseRecord, { happenedAt }: CaseContext): string | undefined =>
  clocks.clocks
    .filter(({ kind, status, dueAt }) => kind === 'resolve' && status === 'running' && dueAt > happenedAt)
    .map(({ dueAt }) => dueAt)
    .sort()[0];

const isActive = ({ status }: Dispatch): boolean => status === 'sent' || status === 'received';

const leads = ({ part, status }: Dispatch): boolean => part === 'lead' && status !== 'returned';
