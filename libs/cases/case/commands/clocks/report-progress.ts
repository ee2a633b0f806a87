import { field, isRefusal, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft, firstOf } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { inThePast, nextPromise, nothingToPromise, promisesKept } from './promises.ts';

/** CLK-5: an answer whatever the progress, and a new promise, until resolved. */
export const reportProgress = command({
  name: 'ReportProgress',
  summary: 'Tell the complainant how it stands (CLK-5).',
  group: 'Clocks',
  data: {
    method: field.choice(METHODS),
    summary: field.text({ example: 'The part is ordered.' }),
    promises: field.references({
      of: 'promise',
      optional: true,
      max: 50,
      example: ['P1'],
      description: 'Which promises this keeps; default: the only open one.',
    }),
    nextPromise: field.instant({ optional: true }),
  },
  who: recording(),
  when: during(OPEN),
  decide: ({ nextPromise: dueAt, promises: named, ...data }, state, context) => {
    const promises = promisesKept(named, state, context);
    if (isRefusal(promises)) return promises;
    if (promises.length > 0 && dueAt === undefined && !state.resolved)
      return refuse(
        'CLK-5',
        'new-promise-needed',
        'A reply was promised and the case is not resolved, so give the next time too.',
        {
          remedy: 'Add "nextPromise".',
        },
      );
    const refusal = firstOf(inThePast(dueAt, context), nothingToPromise(dueAt, state));
    if (refusal) return refusal;
    const about = 'Next progress report';
    return [
      draft('ProgressReported', { ...data, promises: [...promises] }),
      ...(dueAt === undefined ? [] : [draft('ReplyPromised', { promise: nextPromise(state), dueAt, about })]),
    ];
  },
});
