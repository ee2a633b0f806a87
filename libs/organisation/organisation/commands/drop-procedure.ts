import { refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { adoptionOf } from '../state.ts';
import { procedure, site } from './parts.ts';

export const dropProcedure = command({
  name: 'DropProcedure',
  summary: 'Work by a procedure no longer, everywhere or at one site: no further turn of its duties begins.',
  ...administrative,
  data: { procedure, site },
  decide: (data, state, { now }) => {
    if (adoptionOf(state, data) !== undefined) return [draft('ProcedureDropped', { ...data, from: now })];
    const isKnown = state.adoptions.some(
      (each) => each.procedure === data.procedure && each.site === data.site,
    );
    return isKnown ? [] : refuse('D23', 'not-adopted', `"${data.procedure}" was not adopted there.`);
  },
});
