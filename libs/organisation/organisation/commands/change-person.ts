import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { personOf } from '../holding.ts';
import { firstRefusal, unknownDepartment, unknownPerson, unknownSite } from '../rules.ts';
import type { Person } from '../state.ts';
import { departments, effectiveFrom, from, name, person, site } from './parts.ts';

interface Placed {
  readonly name: string;
  readonly departments: readonly string[];
  readonly site?: string;
}

/** Where the person works by what was recorded last. */
export function isPlacedSo(known: Person, { name, departments, site }: Placed): boolean {
  const last = known.places.at(-1);
  return (
    known.name === name &&
    last?.site === site &&
    last?.departments.length === departments.length &&
    last.departments.every((each) => departments.includes(each))
  );
}

export const changePerson = command({
  name: 'ChangePerson',
  summary: 'Give somebody another name, departments or site: all of them as they are from then on (D23).',
  ...administrative,
  data: { person: person(), name: name('Pan Xin'), departments, site, from },
  decide: (data, state, context) => {
    const { departments: belongsTo = [] } = data;
    const effective = effectiveFrom(data.from, context);
    const refusal = firstRefusal(
      unknownPerson(data.person, state, effective),
      unknownDepartment(belongsTo, state),
      unknownSite(data.site, state),
    );
    if (refusal) return refusal;
    const known = personOf(state, data.person);
    if (known !== undefined && isPlacedSo(known, { ...data, departments: belongsTo })) return [];
    return [draft('PersonChanged', { ...data, departments: [...belongsTo], from: effective })];
  },
});
