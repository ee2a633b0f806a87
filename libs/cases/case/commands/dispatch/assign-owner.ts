import { field, refuse, isSamePerson } from '#event-sourcing';
import { standingAt } from '../../answerable.ts';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
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
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state, { happenedAt }) => {
    if (isSamePerson(state.respondent?.staffId, data.owner))
      return refuse('INV-4', 'conflict-of-interest', 'The one complained about cannot own the case.', {
        remedy: 'Choose somebody else.',
      });
    // Told late, it is about whoever had the case then.
    const { owner, department } = standingAt(state.clocks, happenedAt);
    if (isSamePerson(owner, data.owner) && (data.department === undefined || data.department === department))
      return [];
    return [draft('OwnerAssigned', { ...data, ...(owner !== undefined && { previousOwner: owner }) })];
  },
});
