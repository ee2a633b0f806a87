import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

/** PRI-1: whoever reads personal data without handling the case, or takes it along, leaves a record. */
export const recordReading = command({
  name: 'RecordReading',
  summary: 'Somebody reads what is told of people, without handling their case or in large numbers (PRI-1).',
  ...ourOwn,
  data: {
    what: field.reference({ of: 'query', example: 'caseDetails' }),
    case: field.reference({ of: 'case', optional: true, example: '7F3K-9M2Q-X4TB' }),
    filters: field.parts(
      'ReadingFilter',
      {
        name: field.reference({ example: 'severity' }),
        value: field.reference({ optional: true, example: 'important' }),
      },
      { min: 0, max: 200 },
    ),
    through: field.choice(['api', 'command-line']),
    asPerson: field.reference({ of: 'staff', optional: true, example: 'pan.xin' }),
  },
  decide: ({ filters, ...data }) => [draft('DataRead', { ...data, filters: [...filters] })],
});
