import { field } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { unknownSite } from '../rules.ts';
import { name, site } from './parts.ts';

/** A department that was closed opens again under its id. */
export const registerDepartment = command({
  name: 'RegisterDepartment',
  summary: 'Register a department, or change it (D23).',
  ...administrative,
  data: {
    department: field.reference({ of: 'newDepartment', example: 'engineering' }),
    name: name('Engineering'),
    site,
  },
  decide: (data, state) => {
    const refusal = unknownSite(data.site, state);
    if (refusal) return refusal;
    const known = state.departments.get(data.department);
    const same = known?.closed === false && known.name === data.name && known.site === data.site;
    return same ? [] : [draft('DepartmentRegistered', data)];
  },
});
