import type { CaseEventData } from '../../case/events.ts';
import type { clockEvents } from '../../case/events/clock.ts';
import { because, by, time, words, type TitlesOf } from '../../reading/wording.ts';

const MOVED = {
  severityChanged: 'recomputed after a change of classification',
  extended: 'extended',
  paused: 'paused',
  resumed: 'running again',
  requested: "moved to the complainant's wish",
  holidaysDecreed: 'reckoned anew, as the holidays are decreed',
  rulesChanged: 'reckoned anew by the version that holds now',
};

const CANCELLED = {
  ended: 'as the case ended',
  notApplicable: 'as it no longer applies',
  returned: 'as the dispatch was returned',
  replaced: 'as a new run took its place',
  promoted: 'as its time was up',
  takenOver: 'it goes on in the case that it was merged into',
  givenBack: 'it goes on in the case that was given back',
};

const FOUND_BY = {
  scheduler: '',
  lateRecord: ', found when the end was recorded',
  import: ', as the imported source says',
  merging: ', in a case that was taken over',
};

export const clockTitles: TitlesOf<typeof clockEvents> = {
  DeadlineSet: ({ clock, kind, dueAt, department, missed, provisional }) =>
    `${clockName(clock, kind)}: ${missed ? 'still owed, it was due' : 'due'} ${time(dueAt)}${department === undefined ? '' : ` by ${department}`}${provisional ? ', provisionally: the holidays of that year are not decreed yet' : ''}.`,
  DeadlineMoved: ({ clock, from, to, cause }) =>
    from === to
      ? `Clock ${clock} is ${MOVED[cause]}, due ${time(to)}.`
      : `Clock ${clock} is ${MOVED[cause]}: due ${time(to)} instead of ${time(from)}.`,
  DeadlineMet: ({ clock, kind, late }) =>
    `${clockName(clock, kind)}: ${late ? 'done, but late' : 'done in time'}.`,
  DeadlineCancelled: ({ clock, kind, why }) => `${clockName(clock, kind)}: ended, ${CANCELLED[why]}.`,
  DeadlineWarningRaised: ({ clock, kind, dueAt }) =>
    `${clockName(clock, kind)}: warning, due ${time(dueAt)}.`,
  DeadlineBreached: ({ clock, kind, dueAt, responsible, foundBy }) =>
    `${clockName(clock, kind)}: missed${dueAt === undefined ? '' : `, it was due ${time(dueAt)}`}; responsible: ${answerable(responsible)}${FOUND_BY[foundBy]}.`,
  BreachReported: ({ clock, kind, level }) =>
    `${clockName(clock, kind)}: ${words(level)} hears that it was missed.`,
  BreachWithdrawn: ({ clock, kind, reason }) =>
    `${clockName(clock, kind)}: no longer counted as missed${because(reason)}`,
  BreachCorrected: ({ clock, kind, responsible, reason }) =>
    `${clockName(clock, kind)}: the miss is laid on ${answerable(responsible)}${because(reason)}`,
  ExtensionRequested: ({ request, clock, from, to, reason, approverLevel }) =>
    `Request ${request}: more time for clock ${clock}, ${time(to)} instead of ${time(from)}, asked of ${approverLevel}${because(reason)}`,
  ExtensionGranted: ({ clock, from, to, reason, approverLevel }) =>
    `Clock ${clock} extended by ${approverLevel} from ${time(from)} to ${time(to)}${because(reason)}`,
  ExtensionRefused: ({ clock, requested, reason, approverLevel }) =>
    `Extension of clock ${clock} to ${time(requested)} refused by ${approverLevel}${because(reason)}`,
  ClocksPaused: ({ reason, explanation }) => `Clocks paused (${words(reason)})${because(explanation)}`,
  ClocksResumed: ({ explanation }) => `Clocks resumed${because(explanation)}`,
  ReplyPromised: ({ promise, dueAt, about }) =>
    `Reply ${promise} promised for ${time(dueAt)}${because(about)}`,
  ProgressReported: ({ method }) => `The complainant was told ${by(method)} how it stands.`,
};

const answerable = ({ person, level, role }: CaseEventData<'DeadlineBreached'>['responsible']): string =>
  person ?? level ?? role;

/** `Clock first-reply#2 (first reply)`, `Clock resolve`. */
const clockName = (clock: string, kind: string): string =>
  clock === words(kind) ? `Clock ${clock}` : `Clock ${clock} (${words(kind)})`;
