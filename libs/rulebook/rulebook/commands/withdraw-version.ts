import { field, refuse } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';

/** D13: cases that are open under it go on by its rules; whoever wants them elsewhere moves them. */
export const withdrawVersion = command({
  name: 'WithdrawVersion',
  summary: 'Take a version of a procedure out of use: it takes no new cases (D13).',
  ...administrative,
  data: {
    version: field.wholeNumber({ min: 1, max: 1_000_000, example: 2 }),
    reason: field.text({ max: 500, example: 'Its times contradict the law.' }),
  },
  decide: (data, { versions }, { procedure }) => {
    const known = versions.find(({ version }) => version === data.version);
    if (known === undefined)
      return refuse(
        'D13',
        'unknown-version',
        `Version ${String(data.version)} of ${procedure} was never installed.`,
        {
          remedy: 'See which are: redress procedures versions.',
        },
      );
    return known.withdrawnAt === undefined ? [draft('ProcedureWithdrawn', data)] : [];
  },
});
