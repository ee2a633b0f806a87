import { field } from '#event-sourcing';
import { command, ourOwn, there } from '../command.ts';
import { draft } from '../events.ts';

/** IMP-1: two recurrences that turn out to be one. Actions that somebody has on hand are still theirs. */
export const joinIssue = command({
  name: 'JoinIssue',
  summary: 'An improvement issue turned out to be one with an earlier one, which gathers its cases (IMP-1).',
  ...ourOwn,
  when: there,
  data: {
    into: field.reference({ example: 'residential-property.same-cause.9f2c1d3b7a6e4f5089ab12cd34ef5678.1' }),
  },
  decide: ({ into }, { status, cases, about }) =>
    status === 'joined'
      ? []
      : [draft('IssueJoined', { into, cases: [...cases], about: [...about], wasOpen: status === 'open' })],
});
