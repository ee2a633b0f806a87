import { refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { personOf } from '../holding.ts';
import { isSamePost } from '../state.ts';
import { effectiveFrom, from, person, post } from './parts.ts';

export const withdrawLevel = command({
  name: 'WithdrawLevel',
  summary: 'Take a level back; what was decided with it stands (AUT-1).',
  ...administrative,
  data: { person: person(), ...post, from },
  decide: (data, state, context) => {
    const known = personOf(state, data.person);
    if (known === undefined) return refuse('D23', 'unknown-person', `Nobody is known as "${data.person}".`);
    const held = known.posts.find((each) => each.until === undefined && isSamePost(each, data));
    if (held === undefined) return [];
    const effective = effectiveFrom(data.from, context);
    if (effective < held.from)
      return refuse('LIF-5', 'before-assigned', `The level is held since ${held.from} only.`, {
        remedy: 'Give a later time.',
      });
    return [draft('LevelWithdrawn', { ...data, from: effective })];
  },
});
