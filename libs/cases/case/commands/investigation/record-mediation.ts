import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** INV-5 */
export const recordMediation = command({
  name: 'RecordMediation',
  summary: 'Record a mediation meeting (INV-5).',
  group: 'Investigation',
  data: {
    parties: field.choices(['merchant', 'complainant', 'organisation', 'regulator', 'thirdParty'], {
      min: 2,
      max: 5,
      example: ['merchant', 'complainant'],
    }),
    result: field.choice(['agreed', 'notAgreed', 'adjourned']),
    minutes: field.text({ example: 'The merchant exchanges the goods.' }),
  },
  who: recording(),
  when: during(WORKING),
  decide: (data) =>
    new Set(data.parties).size > 1
      ? [draft('MediationHeld', { ...data, parties: [...data.parties] })]
      : refuse('INV-5', 'parties-needed', 'A mediation has at least two different parties.'),
});
