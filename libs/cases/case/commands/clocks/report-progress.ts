import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { inThePast, nextPromise } from './promises.ts';

/** CLK-5: an answer whatever the progress, and a new promise, until resolved. */
export const reportProgress = command({
  name: 'ReportProgress',
  summary: 'Tell the complainant how it stands (CLK-5).',
  group: 'Clocks',
  data: {
    method: field.choice(METHODS),
    summary: field.text({ example: 'The part is ordered.' }),
    nextPromise: field.instant({ optional: true }),
  },
  who: recording(),
  when: during(OPEN),
  decide: ({ nextPromise: dueAt, ...data }, state, context) => {
    const promised = state.clocks.clocks.some(
      (clock) => clock.status === 'running' && clock.kind === 'promise',
    );
    if (promised && dueAt === undefined && !state.resolved)
      return refuse(
        'CLK-5',
        'new-promise-needed',
        'A reply was promised and the case is not resolved, so give the next time too.',
        {
          remedy: 'Add "nextPromise".',
        },
      );
    const refusal = inThePast(dueAt, context);
    if (refusal) return refusal;
    const about = 'Next progress report';
    return [
      draft('ProgressReported', data),
      ...(dueAt === undefined ? [] : [draft('ReplyPromised', { promise: nextPromise(state), dueAt, about })]),
    ];
  },
});
