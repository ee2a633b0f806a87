import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';
import { forgottenOn } from '../rules.ts';

export const countComplaint = command({
  name: 'CountComplaint',
  summary: 'Count a confirmed complaint for which the person was found responsible (CON-2).',
  ...ourOwn,
  data: {
    case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    count: field.reference({ example: 'C1' }),
    on: field.day({ optional: true }),
    violation: field.part(
      'Violation',
      {
        kind: field.reference({ example: 'complaint-ignored' }),
        points: field.wholeNumber({ min: 0, example: 10 }),
      },
      { optional: true },
    ),
  },
  decide: (data, { entries }, context) =>
    entries.some((each) => each.case === data.case && each.count === data.count)
      ? []
      : [
          draft('ComplaintCounted', {
            ...{ entry: `E${String(entries.length + 1)}`, ...data },
            forgottenOn: forgottenOn(data.on ?? context.today, context),
          }),
        ],
});
