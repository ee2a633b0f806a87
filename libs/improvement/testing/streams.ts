import { commandId, eventId, instant, stampMetadata, type Cause, type StreamName } from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { noCase } from '#cases';
import { nobodyYet } from '#organisation';
import { loadProcedures } from '#procedures';
import type { IssueContext } from '../issue/command.ts';
import type { IssueEvent } from '../issue/events.ts';
import { issueDecider } from '../issue/issue.decider.ts';
import { noIssue, type IssueState } from '../issue/state.ts';
import { recurrenceProcess } from '../processes.ts';
import type { OccurrenceEvent, OccurrenceNoted } from '../occurrence/events.ts';
import { occurrenceStreamOf } from '../occurrence.aggregate.ts';
import type { RecurrenceEvent } from '../recurrence/events.ts';
import { recurrenceDecider } from '../recurrence/recurrence.ts';
import { neverHappened, type RecurrenceState } from '../recurrence/state.ts';
import type { Recurring } from '#procedures';

export const procedures = loadProcedures();
const procedure = procedures.get('residential-property', 1);
const manager = recurrenceProcess(procedures);
type Told = Parameters<typeof manager.react>[0];

/** Nobody acts in it: our own programs only. */
const context: IssueContext = {
  ...{ now: instant('2026-11-01T00:00:00Z'), happenedAt: instant('2026-11-01T00:00:00Z') },
  ...{ actor: { id: 'recurrence', role: 'system' }, organisation: nobodyYet },
  ...{ procedure, named: new Map([['', noCase]]), compare: () => undefined },
};

/**
 * The streams of recurrences and issues without a store: what the process asks for is decided and stands in the log for the
 * process to read. A command that was carried out is known by its id.
 */
export class Streams {
  readonly recurrences = new Map<StreamName, RecurrenceState>();
  readonly issues = new Map<StreamName, IssueState>();
  readonly raised: StreamName[] = [];
  /** Of the version that cases are handled under from now on. */
  rules = procedure?.improvement?.recurrence ?? [];
  readonly #done = new Set<string>();
  readonly #log: Told[] = [];
  #next = 0;

  /** A case is noted once more, and waits to be told. */
  note(caseId: string, noting: Partial<OccurrenceNoted> & Pick<OccurrenceNoted, 'at'>): void {
    const data = { noted: 1, procedure: { id: 'residential-property', version: 1 }, added: [], dropped: [] };
    const event = stampMetadata({ type: 'OccurrenceNoted', data: { ...data, ...noting } }, anyStamp);
    this.#log.push(told(event as OccurrenceEvent, occurrenceStreamOf(caseId), [caseId, noting.noted ?? 1]));
  }

  /** Follows the log to its end; after each event whoever follows may begin again so many events earlier, as after a death. */
  deliver(back: () => number = () => 0): void {
    for (; this.#next < this.#log.length; this.#next += 1) {
      const cause = this.#log[this.#next];
      if (cause !== undefined) this.#take(cause);
      this.#next = Math.max(-1, this.#next - back());
    }
  }

  #take(cause: Told): void {
    for (const { stream, command, commandId: id } of manager.react(cause)) {
      if (this.#done.has(id)) continue;
      this.#done.add(id);
      if (command.type === 'NoteOccurrence') continue;
      if (command.type === 'CountOccurrence') this.#count(stream, command, id);
      else this.#issue(stream, command, id);
    }
  }

  #count(stream: StreamName, command: Parameters<typeof recurrenceDecider.decide>[0], id: string): void {
    const state = this.recurrences.get(stream) ?? neverHappened;
    const rule = this.rules.find((each) => each.id === command.data.rule);
    const drafts = recurrenceDecider.decide(command, state, { rule });
    if ('kind' in drafts) throw new Error(drafts.message);
    const events = drafts.map((draft): RecurrenceEvent => stampMetadata(draft, anyStamp));
    this.recurrences.set(
      stream,
      events.reduce<RecurrenceState>((folded, event) => recurrenceDecider.evolve(folded, event), state),
    );
    for (const [index, event] of events.entries()) this.#log.push(told(event, stream, [id, index]));
  }

  #issue(stream: StreamName, command: Parameters<typeof issueDecider.decide>[0], id: string): void {
    const state = this.issues.get(stream) ?? noIssue;
    const drafts = issueDecider.decide(command, state, context);
    if ('kind' in drafts) throw new NotThere(drafts.code);
    const events = drafts.map((draft): IssueEvent => stampMetadata(draft, anyStamp));
    if (events.some(({ type }) => type === 'IssueRaised')) this.raised.push(stream);
    this.issues.set(
      stream,
      events.reduce<IssueState>((folded, event) => issueDecider.evolve(folded, event), state),
    );
    for (const [index, event] of events.entries()) this.#log.push(told(event, stream, [id, index]));
  }

  /** The cases of each issue that goes on. */
  standing(): readonly (readonly string[])[] {
    return [...this.issues.values()]
      .flatMap((each) => (each.status === 'open' ? [each.cases.toSorted()] : []))
      .toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
  }
}

class NotThere extends Error {}

const told = (
  event: OccurrenceEvent | RecurrenceEvent | IssueEvent,
  stream: StreamName,
  [name, index]: readonly [string, number],
): Told =>
  ({ ...event, stream, id: eventId(commandId('told', name), index) }) satisfies Cause<
    OccurrenceEvent | RecurrenceEvent | IssueEvent
  >;

export const atSite = (value = 'garden-city') => ({
  rule: 'same-matter-at-one-site',
  parts: [
    { of: 'category' as Recurring, value: 'facilities/lift' },
    { of: 'site' as Recurring, value },
  ],
});
