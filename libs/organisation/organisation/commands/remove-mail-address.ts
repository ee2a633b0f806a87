import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { personOf } from '../holding.ts';
import { person } from './parts.ts';

export const removeMailAddress = command({
  name: 'RemoveMailAddress',
  summary: 'Write to somebody by e-mail no more (D23).',
  ...administrative,
  data: { person: person() },
  decide: (data, state) =>
    personOf(state, data.person)?.mail === undefined ? [] : [draft('MailAddressRemoved', data)],
});
