import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** SOL-9: nobody is only told that it cannot be. */
export const recordAlternatives = command({
  name: 'RecordAlternatives',
  summary: 'Record what could be done instead of what cannot be (SOL-9).',
  group: 'Solution',
  data: {
    wish: field.text({ example: 'A room with a balcony tonight.' }),
    alternatives: field.parts(
      'Alternative',
      { text: field.text({ example: 'A balcony from tomorrow, the terrace until then.' }) },
      { min: 1, max: 10 },
    ),
  },
  who: recording(),
  when: during(WORKING),
  decide: ({ wish, alternatives }) => [
    draft('AlternativesSought', { wish, alternatives: alternatives.map((each) => ({ ...each })) }),
  ],
});
