import { field } from '#event-sourcing';
import { LANGUAGES } from '#procedures';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { personOf } from '../holding.ts';
import { unknownPerson } from '../rules.ts';
import { person } from './parts.ts';

export const mailAddress = {
  email: field.pattern(/^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,130}$/, {
    otherwise: 'must be one e-mail address, without a name',
    example: 'pan.xin@example.com',
  }),
  language: field.choice(LANGUAGES, {
    optional: true,
    description: 'In which they are written to; default: that of the procedure.',
  }),
};

/** Where the product writes to somebody who works here, and nowhere else is it shown. */
export const setMailAddress = command({
  name: 'SetMailAddress',
  summary: 'Say where somebody is written to by e-mail, and in which language (D23).',
  ...administrative,
  data: { person: person(), ...mailAddress },
  decide: (data, state, { happenedAt }) => {
    const refusal = unknownPerson(data.person, state, happenedAt);
    if (refusal) return refusal;
    const known = personOf(state, data.person)?.mail;
    return known?.email === data.email && known.language === data.language
      ? []
      : [draft('MailAddressSet', data)];
  },
});
