import { isRefusal } from '#event-sourcing';
import { by, entryField, reasonField, type ConductContext } from '../command.ts';
import { draft } from '../events.ts';
import { forgottenOn, reportedEntry } from '../rules.ts';
import type { ConductState } from '../state.ts';

/** CON-3: what both judgements of a reported violation have in common. */
export const judging = (type: 'ViolationConfirmed' | 'ViolationDismissed') => ({
  ...by('deciding'),
  data: { entry: entryField, reason: reasonField },
  decide(
    data: { readonly entry: string; readonly reason: string },
    state: ConductState,
    context: ConductContext,
  ) {
    const found = reportedEntry(state, data.entry);
    return isRefusal(found)
      ? found
      : [draft(type, { ...data, forgottenOn: forgottenOn(found.on ?? context.today, context) })];
  },
});
