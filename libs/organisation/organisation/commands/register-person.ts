import { refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { personOf } from '../holding.ts';
import { firstRefusal, unknownDepartment, unknownSite } from '../rules.ts';
import { departments, effectiveFrom, from, name, person, site } from './parts.ts';
import { isPlacedSo } from './change-person.ts';

/** D23: people are known by their ids, which no two of them share however they are spelled. */
export const registerPerson = command({
  name: 'RegisterPerson',
  summary: 'Register somebody who works here, or who has come back (D23).',
  ...administrative,
  data: { person: person('As the tokens name them.'), name: name('Pan Xin'), departments, site, from },
  decide: (data, state, context) => {
    const { departments: belongsTo = [] } = data;
    const refusal = firstRefusal(unknownDepartment(belongsTo, state), unknownSite(data.site, state));
    if (refusal) return refusal;
    const known = personOf(state, data.person);
    if (known?.presences.some(({ until }) => until === undefined) === true) {
      if (isPlacedSo(known, { ...data, departments: belongsTo })) return [];
      return refuse('D23', 'person-exists', `"${known.id}" is registered already, otherwise than this.`, {
        remedy: 'Change the person instead.',
      });
    }
    return [
      draft('PersonRegistered', {
        ...data,
        departments: [...belongsTo],
        from: effectiveFrom(data.from, context),
      }),
    ];
  },
});
