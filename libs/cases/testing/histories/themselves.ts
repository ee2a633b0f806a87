import { personKey } from '#event-sourcing';
import { complainedAbout } from './past.ts';
import type { Watch } from './walk.ts';
import type { Deed } from './world.ts';

/** Nobody may turn a complaint away, be it about themselves (INT-7). */
const INTAKE: ReadonlySet<string> = new Set(['LogComplaint', 'RecordAbandonedContact']);

/** INV-4: whoever is complained about does nothing in the case, nor does anybody in their place. */
export const nobodyActsForThemselves: Watch = {
  deed({ actor, before, command, events }: Deed) {
    if (events.length === 0 || INTAKE.has(command.type)) return;
    const about = complainedAbout(before);
    const acting = [actor.id, actor.deputyFor].find(
      (one) => one !== undefined && about.includes(personKey(one)),
    );
    if (acting !== undefined) throw new Error(`INV-4 ${acting} is complained about and did ${command.type}`);
  },
};
