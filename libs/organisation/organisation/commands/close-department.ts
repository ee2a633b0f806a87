import { field, refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { placeOf } from '../holding.ts';

export const closeDepartment = command({
  name: 'CloseDepartment',
  summary: 'Close a department to which nobody belongs any more (D23).',
  ...administrative,
  data: {
    department: field.reference({ of: 'department', example: 'engineering' }),
    reason: field.text({ max: 200, optional: true, example: 'Joined with security.' }),
  },
  decide: (data, state, { happenedAt }) => {
    const known = state.departments.get(data.department);
    if (known === undefined)
      return refuse('D23', 'unknown-department', `There is no department "${data.department}".`);
    if (known.closed) return [];
    const member = [...state.people.values()].find(({ id }) =>
      placeOf(state, id, happenedAt).departments.includes(data.department),
    );
    if (member !== undefined)
      return refuse('D23', 'department-in-use', `"${member.id}" still belongs to "${data.department}".`, {
        remedy: 'Move the people of the department first.',
      });
    return [draft('DepartmentClosed', data)];
  },
});
