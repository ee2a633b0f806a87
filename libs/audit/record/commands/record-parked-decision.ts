import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft, LONGEST_STREAM } from '../events.ts';

/** D8: until it is rebuilt, a read model may differ from the history by what an operator decided here. */
export const recordParkedDecision = command({
  name: 'RecordParkedDecision',
  summary: 'An operator releases or discards events that a read model could not take (D8).',
  ...ourOwn,
  data: {
    decision: field.choice(['release', 'discard']),
    readModel: field.reference({ example: 'open-cases' }),
    stream: field.text({ max: LONGEST_STREAM, example: 'case-7F3K-9M2Q-X4TB' }),
    events: field.wholeNumber({ min: 1, example: 3 }),
    through: field.choice(['api', 'command-line']),
  },
  decide: (data) => [draft('ParkedEventsDecided', data)],
});
