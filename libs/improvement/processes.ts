import {
  commandId,
  type Cause,
  type CommandToSend,
  type EventId,
  type ProcessManager,
} from '#event-sourcing';
import { caseIdOf, caseStreamOf, type CaseCommand, type CaseEvent, type CaseEventType } from '#cases';
import type { ProcedureRegistry } from '#procedures';
import { issueIdOfStream, issueOfRecurrence, issueStreamOf } from './issue/issue-id.ts';
import type { IssueCommand } from './issue/commands.ts';
import type { IssueEvent } from './issue/events.ts';
import { occurrenceStreamOf } from './occurrence.aggregate.ts';
import type { OccurrenceEvent, OccurrenceNoted } from './occurrence/events.ts';
import type { OccurrenceCommand } from './occurrence/occurrence.ts';
import type { Subject } from './occurrence/subjects.ts';
import type { RecurrenceEvent } from './recurrence/events.ts';
import { recurrenceIdOf, recurrenceIdOfStream, recurrenceStreamOf } from './recurrence/recurrence-id.ts';
import type { RecurrenceCommand } from './recurrence/recurrence.ts';

const COUNTING = 'recurrence';
const IMPROVING = 'improvement';

/** What may change for which recurrences a case counts. */
const CHANGES = [
  'ComplaintLogged',
  'CaseClassified',
  'CategoryChanged',
  'ContactPromoted',
  'IntakeCorrected',
  'InvestigationConcluded',
  'ValidityAssessed',
  'CaseDeclaredInadmissible',
  'CaseDispatched',
  'CaseMerged',
  'MergeReversed',
  'CaseTakenOver',
  'TakeOverReleased',
  'CaseReopened',
  'CaseMovedToVersion',
] as const satisfies readonly CaseEventType[];

type Followed = CaseEvent<(typeof CHANGES)[number]> | OccurrenceEvent | RecurrenceEvent | IssueEvent;
type Asked = OccurrenceCommand | RecurrenceCommand | IssueCommand;
type Sent = CommandToSend<Asked>;

/**
 * From a case to the issue that it is one of (IMP-1). The case is looked at whenever it may count for something else;
 * what it counts for, each recurrence hears; what a recurrence finds is raised or gathered. Each of them decides by itself,
 * so that whatever is told twice, late or in another order comes to the same.
 */
export const recurrenceProcess = ({
  get,
}: Pick<ProcedureRegistry, 'get'>): ProcessManager<Followed, Asked> => ({
  name: COUNTING,
  types: [
    ...CHANGES,
    ...(['OccurrenceNoted', 'RecurrenceFound', 'RecurrenceGrew'] as const),
    ...(['RecurrenceShrank', 'RecurrencesJoined', 'IssueJoined'] as const),
  ],
  react(cause) {
    switch (cause.type) {
      case 'OccurrenceNoted':
        return counted(cause.data, cause.stream.slice(occurrenceStreamOf('').length), cause.id);
      case 'RecurrenceFound':
      case 'RecurrenceGrew':
      case 'RecurrenceShrank':
      case 'RecurrencesJoined':
        return raised(cause);
      case 'IssueJoined': {
        const { into, cases, about, wasOpen: joinedOpen } = cause.data;
        return [
          step(issueStreamOf(into), { type: 'GatherCases', data: { cases, about, joinedOpen } }, cause.id, 0),
        ];
      }
      default:
        return isWatched(cause, get) ? looked(cause) : [];
    }
  },
  // Of what cannot be counted nothing is said.
  refused: () => [],
});

const step = (stream: Sent['stream'], command: Asked, cause: EventId, index: number): Sent => ({
  ...{ stream, command },
  commandId: commandId(COUNTING, cause, index),
});

/**
 * Whether the procedure of the case watches anything at all: of most of what happens nobody has to look at the case. A version
 * that is not read yet may; whoever looks at the case reads it.
 */
const isWatched = (cause: Cause<Followed>, get: ProcedureRegistry['get']): boolean =>
  versionsOf(cause).some(({ id, version }) => {
    const procedure = get(id, version);
    return procedure === undefined || (procedure.improvement?.recurrence.length ?? 0) > 0;
  });

/** Of a move both: what the case has counted for until then it may not count for any more. */
function versionsOf(cause: Cause<Followed>): readonly { readonly id: string; readonly version: number }[] {
  if (cause.type === 'ComplaintLogged') return [cause.data.procedure];
  if (cause.type === 'CaseMovedToVersion') return [cause.data.from, cause.data.to];
  const [id, version] = cause.metadata.procedure?.split('@') ?? [];
  return id === undefined ? [] : [{ id, version: Number(version) }];
}

function looked({ stream, id }: Pick<Cause<Followed>, 'stream' | 'id'>): readonly Sent[] {
  const caseId = caseIdOf(stream);
  return caseId === undefined
    ? []
    : [step(occurrenceStreamOf(caseId), { type: 'NoteOccurrence', data: {} }, id, 0)];
}

function counted(noting: OccurrenceNoted, caseId: string, cause: EventId): readonly Sent[] {
  const { at, noted, procedure, added, dropped } = noting;
  const one = ({ rule, parts }: Subject, counts: boolean, index: number): Sent =>
    step(
      recurrenceStreamOf(recurrenceIdOf(procedure.id, { rule, parts })),
      {
        type: 'CountOccurrence',
        data: { case: caseId, at: at as never, noted, counts, procedure, rule, parts },
      },
      cause,
      index,
    );
  return [
    ...dropped.map((each, index) => one(each, false, index)),
    ...added.map((each, index) => one(each, true, dropped.length + index)),
  ];
}

type Repeated = Extract<
  Cause<Followed>,
  { readonly type: 'RecurrenceFound' | 'RecurrenceGrew' | 'RecurrenceShrank' | 'RecurrencesJoined' }
>;

function raised(cause: Repeated): readonly Sent[] {
  const of = recurrenceIdOfStream(cause.stream) ?? '';
  const issue = issueStreamOf(issueOfRecurrence(of, cause.data.recurrence));
  return [step(issue, askedOf(cause, of), cause.id, 0)];
}

function askedOf({ type, data }: Repeated, of: string): IssueCommand {
  switch (type) {
    case 'RecurrenceFound': {
      const { procedure, recurrence: number, cases, ...rest } = data;
      return { type: 'RaiseIssue', data: { procedure, recurrence: { of, number, ...rest }, cases } };
    }
    case 'RecurrenceGrew': {
      const { cases, lastAt } = data;
      return { type: 'GatherCases', data: { cases, lastAt: lastAt as never } };
    }
    case 'RecurrenceShrank':
      return { type: 'ReleaseCases', data: { cases: data.cases } };
    case 'RecurrencesJoined':
      return { type: 'JoinIssue', data: { into: issueOfRecurrence(of, data.into) } };
  }
}

/** What cases wait for: that an action was decided on for them (IMP-2). */
export const improvementProcess: ProcessManager<IssueEvent, CaseCommand> = {
  name: IMPROVING,
  types: ['ActionDecided', 'CasesGathered'],
  react(cause) {
    const issue = issueIdOfStream(cause.stream) ?? '';
    switch (cause.type) {
      case 'ActionDecided':
        return told(cause.data.cases, issue, cause.id);
      case 'CasesGathered':
        return cause.data.improved ? told(cause.data.cases, issue, cause.id) : [];
      default:
        return [];
    }
  },
  // A case that is not there waits for nothing.
  refused: () => [],
};

const told = (
  cases: readonly string[],
  issue: string,
  cause: EventId,
): readonly CommandToSend<CaseCommand>[] =>
  cases.map((caseId) => ({
    stream: caseStreamOf(caseId),
    command: { type: 'RecordImprovement', data: { issue } },
    commandId: commandId(IMPROVING, cause, caseId),
  }));
