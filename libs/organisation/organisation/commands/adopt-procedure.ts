import { refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { firstRefusal, unknownProcedure, unknownSite } from '../rules.ts';
import { adoptionOf } from '../state.ts';
import { from, procedure, site } from './parts.ts';

/** D23: what a procedure asks for beside the cases is owed from then on, and by the version that there is then. */
export const adoptProcedure = command({
  name: 'AdoptProcedure',
  summary: 'Work by a procedure, everywhere or at one site: its duties begin (REP-5, D23).',
  ...administrative,
  data: { procedure, site, from },
  decide: (data, state, context) => {
    const effective = data.from ?? context.now;
    const unknown = firstRefusal(unknownProcedure(data.procedure, context), unknownSite(data.site, state));
    if (unknown) return unknown;
    const version = context.versions[data.procedure] ?? 1;
    const known = adoptionOf(state, data);
    const isCorrected = data.from !== undefined && known !== undefined && known.from > context.now;
    if (known?.version === version && (!isCorrected || known.from === data.from)) return [];
    const late = inThePast(effective, context.now);
    return late ?? [draft('ProcedureAdopted', { ...data, version, from: effective })];
  },
});

/** Nobody has missed what they could not know of. */
const inThePast = (from: string, now: string) =>
  from >= now
    ? undefined
    : refuse('D25', 'begins-in-the-past', 'Duties cannot begin before they are known.', {
        remedy: 'Give a later time, or none.',
      });
