import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { personOf } from '../holding.ts';
import { firstRefusal, unknownPerson, unknownPost } from '../rules.ts';
import { isSamePost } from '../state.ts';
import { effectiveFrom, from, person, post } from './parts.ts';

/** AUT-1: a level is held in one procedure, and is nothing in another. */
export const assignLevel = command({
  name: 'AssignLevel',
  summary: 'Give somebody a level of a procedure, everywhere or in one place (AUT-1).',
  ...administrative,
  data: { person: person(), ...post, from },
  decide: (data, state, context) => {
    const effective = effectiveFrom(data.from, context);
    const refusal = firstRefusal(
      unknownPerson(data.person, state, effective),
      unknownPost(data, state, context),
    );
    if (refusal) return refusal;
    const held = personOf(state, data.person)?.posts ?? [];
    if (held.some((each) => each.until === undefined && isSamePost(each, data))) return [];
    return [draft('LevelAssigned', { ...data, from: effective })];
  },
});
