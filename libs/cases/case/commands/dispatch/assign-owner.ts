import { field, refuse, isSamePerson, type Refusal } from '#event-sourcing';
import { deputisedBy, isPresent } from '#organisation';
import { standingAt } from '../../answerable.ts';
import { command } from '../../command.ts';
import { isAbout, judgedIn, type CaseContext } from '../../context.ts';
import { draft } from '../../decision.ts';
import { notTheirs } from '../../rules/giving-away.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** DIS-5: one owner at any time; never the one complained about (INV-4). */
export const assignOwner = command({
  name: 'AssignOwner',
  summary: 'Assign the one owner of the case (DIS-5).',
  group: 'Dispatch',
  data: {
    owner: field.person({ of: 'staff', example: 'staff-004' }),
    department: field.reference({ of: 'department', optional: true, example: 'engineering' }),
    deputyFor: field.person({
      of: 'staff',
      optional: true,
      example: 'staff-003',
      description: 'Who is absent.',
    }),
    reason: field.text({ example: 'Knows the building.' }),
    from: field.person({
      of: 'sender',
      optional: true,
      example: 'staff-003',
      description: 'Who has the case now; refused where it is somebody else by then.',
    }),
    handOver: field.reference({
      optional: true,
      example: 'leave-of-staff-003',
      description:
        'A name for many cases that are handed over together, by which they are found and given back.',
    }),
  },
  who: recording(),
  when: during(OPEN),
  decide: ({ from, ...data }, state, context) => {
    if (isAbout(judgedIn(state), data.owner))
      return refuse('INV-4', 'conflict-of-interest', 'The one complained about cannot own the case.', {
        remedy: 'Choose somebody else.',
      });
    // Told late, it is about whoever had the case then.
    const { owner, department } = standingAt(state.clocks, context.happenedAt);
    if (isSamePerson(owner, data.owner) && (data.department === undefined || data.department === department))
      return [];
    const refusal =
      notFrom(from, owner) ??
      notTheirs(state, context) ??
      notHere(data.owner, context) ??
      notTheirDeputy(data, context);
    if (refusal) return refusal;
    return [draft('OwnerAssigned', { ...data, ...(owner !== undefined && { previousOwner: owner }) })];
  },
});

/** DIS-5: nobody loses a case that came to them after it was looked up whose it is. */
const notFrom = (from: string | undefined, owner: string | undefined): Refusal | undefined =>
  from === undefined || isSamePerson(from, owner)
    ? undefined
    : refuse(
        'DIS-5',
        'other-owner',
        owner === undefined ? 'Nobody has the case.' : `"${owner}" has the case, not "${from}".`,
        {
          remedy: 'Look whose case it is now, and name them as `from`, or nobody.',
          details: owner === undefined ? {} : { owner },
        },
      );

/** DIS-5: who has left answers for nothing. */
const notHere = (owner: string, { organisation, now }: CaseContext): Refusal | undefined =>
  isPresent(organisation, owner, now)
    ? undefined
    : refuse('DIS-5', 'person-departed', `"${owner}" does not work here.`, {
        remedy: 'Choose somebody else.',
      });

/** DIS-5: who stands in for whom is known, and not said as it suits. */
function notTheirDeputy(
  { owner, deputyFor }: { readonly owner: string; readonly deputyFor?: string },
  { organisation, happenedAt }: CaseContext,
): Refusal | undefined {
  const absent = deputisedBy(organisation, owner, happenedAt);
  if (deputyFor === undefined || absent.some((each) => isSamePerson(each, deputyFor))) return undefined;
  return refuse('DIS-5', 'not-the-deputy', `"${owner}" does not stand in for "${deputyFor}" at that time.`, {
    remedy: 'Have the deputy appointed, or assign the case without standing in.',
    details: { standsInFor: absent },
  });
}
