import { isSamePerson } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { effectiveFrom, from, person } from './parts.ts';

/** Ends what has not ended by itself by then; a time that has not begun yet never comes. */
export const endDeputy = command({
  name: 'EndDeputy',
  summary: 'Let somebody stand in no longer: the absent person is back (DIS-5).',
  ...administrative,
  data: { deputy: person('Who stood in.'), forPerson: person('Who was away.'), from },
  decide: (data, { deputies }, context) => {
    const end = effectiveFrom(data.from, context);
    return deputies
      .filter(
        (each) =>
          isSamePerson(each.deputy, data.deputy) &&
          isSamePerson(each.forPerson, data.forPerson) &&
          each.until > end &&
          each.until > each.from,
      )
      .map((each) =>
        draft('DeputyEnded', {
          deputy: data.deputy,
          forPerson: data.forPerson,
          appointedFrom: each.from,
          from: end < each.from ? each.from : end,
        }),
      );
  },
});
