import { refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { personOf } from '../holding.ts';
import { effectiveFrom, from, person } from './parts.ts';

/** Whoever has left holds nothing any more, and nobody stands in for them. */
export const recordDeparture = command({
  name: 'RecordDeparture',
  summary: 'Record that somebody has left: every level ends with it (D23).',
  ...administrative,
  data: { person: person(), from },
  decide: (data, state, context) => {
    const known = personOf(state, data.person);
    if (known === undefined) return refuse('D23', 'unknown-person', `Nobody is known as "${data.person}".`);
    if (!known.presences.some(({ until }) => until === undefined)) return [];
    return [draft('PersonDeparted', { person: data.person, from: effectiveFrom(data.from, context) })];
  },
});
