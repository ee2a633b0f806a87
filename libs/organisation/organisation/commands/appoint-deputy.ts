import { field, isSamePerson, refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { firstRefusal, unknownPerson } from '../rules.ts';
import { person } from './parts.ts';

/** DIS-5: for a time somebody else holds what the absent person holds; it is recorded in whose place they acted. */
export const appointDeputy = command({
  name: 'AppointDeputy',
  summary: 'Let somebody stand in for somebody who is away, from one moment until another (DIS-5).',
  ...administrative,
  data: {
    deputy: person('Who stands in.'),
    forPerson: person('Who is away.'),
    from: field.instant(),
    until: field.instant({ example: '2026-10-08T08:00:00+08:00', description: 'Not included.' }),
    reason: field.text({ max: 200, optional: true, example: 'On leave.' }),
  },
  decide: (data, state) => {
    if (isSamePerson(data.deputy, data.forPerson))
      return refuse('DIS-5', 'same-person', 'Nobody stands in for themselves.');
    if (data.until <= data.from)
      return refuse('DIS-5', 'empty-period', 'The time ends before it begins.', {
        remedy: 'Give an end after the beginning.',
      });
    const refusal = firstRefusal(
      unknownPerson(data.deputy, state, data.from),
      unknownPerson(data.forPerson, state, data.from),
    );
    if (refusal) return refusal;
    const same = state.deputies.some(
      (each) =>
        isSamePerson(each.deputy, data.deputy) &&
        isSamePerson(each.forPerson, data.forPerson) &&
        each.from === data.from &&
        each.until === data.until,
    );
    return same ? [] : [draft('DeputyAppointed', data)];
  },
});
