import { field } from '#event-sourcing';
import { byCompliance, command } from '../command.ts';
import { draft, GROUNDS } from '../events.ts';
import { notErasable } from '../rules.ts';

export const eraseComplainant = command({
  name: 'EraseComplainant',
  summary:
    'Erase whoever complained: their key and their files are destroyed, and what happened stays without them (PRI-2).',
  ...byCompliance,
  data: { ground: field.choice(GROUNDS) },
  decide({ ground }, state, { subject, now }) {
    // Asked for again, what could not be done then is tried once more: each fact asks for the step after it.
    const against = subject.erased ? undefined : notErasable(state, subject, now);
    if (state.erasure === 'decided') return against ?? [draft('ErasureDecided', { ground })];
    if (state.erasure === 'carriedOut') return [draft('ErasureCarriedOut', { files: 0 })];
    if (subject.erased || state.erasure !== 'none') return [];
    return against ?? [draft('ErasureDecided', { ground })];
  },
});
