import { caseIdFrom, type CaseCommand } from '#cases';
import {
  commandId,
  instant,
  instantOf,
  millisOf,
  type CommandActor,
  type CommandId,
  type Instant,
} from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { hire } from '../organisation.ts';
import type { RedressEngine } from '#engine';
import { CALLER, DAY, DESK, DIRECTOR, ENGINEER, HOUR, STORIES, SUPERVISOR, TOP } from './workload-stories.ts';

/** One thing that happens at a moment: a command, or the scheduler looking at the deadlines. */
export type Step = { readonly at: Instant } & (
  | {
      readonly kind: 'command';
      readonly caseId: string;
      readonly commandId: CommandId;
      readonly command: CaseCommand;
      readonly actor: CommandActor;
    }
  | { readonly kind: 'look' }
);

const BEGIN = millisOf(instant('2026-03-02T01:00:00Z'));
/** Each story twice: only then does somebody complain again. Long enough for the month that makes a case major. */
const CASES = 14;
const DAYS = 45;
const LOOK_EVERY_MINUTES = 12 * HOUR;

/** Weeks of work, the same every time. */
export function workload(): readonly Step[] {
  const commands = Array.from({ length: CASES }, (_, number) => caseSteps(number)).flat();
  const looks = Array.from({ length: (DAYS * DAY) / LOOK_EVERY_MINUTES }, (_, index): Step => ({
    kind: 'look',
    at: atMinute((index + 1) * LOOK_EVERY_MINUTES),
  }));
  return [...commands, ...looks].sort((left, right) =>
    left.at < right.at ? -1 : left.at > right.at ? 1 : 0,
  );
}

const atMinute = (minutes: number): Instant => instantOf(BEGIN + minutes * 60_000);

function caseSteps(number: number): readonly Step[] {
  const story = STORIES[number % STORIES.length];
  const begin = number * 29 * HOUR;
  const caseId = caseIdFrom(`workload ${String(number)}`);
  return (story?.(number) ?? []).map(({ after, actor, command }, index) => ({
    ...{ kind: 'command', caseId, command, actor, at: atMinute(begin + after) },
    commandId: commandId('workload', number, index),
  }));
}

/** What the child notes after each step, once it has the answer. */
export interface Acknowledged {
  readonly commandId?: CommandId;
  readonly outcome: string;
  /** Refusal code. */
  readonly refusal?: string;
  readonly types?: readonly string[];
  readonly position?: string;
}

/** Who works there; the same people at every start. */
export const staffTheWorkload = (engine: Parameters<typeof hire>[0]): Promise<void> =>
  hire(
    engine,
    ...[DESK, CALLER].map(({ id }) => ({ id })),
    { id: ENGINEER.id, departments: ['engineering'] },
    ...[SUPERVISOR, DIRECTOR, TOP].map(({ id, role }) => ({ id, levels: [role] })),
  );

type Performer = Pick<RedressEngine, 'execute' | 'scheduler' | 'store' | 'waitFor'>;

/** Waits until the read models show all that is recorded. */
export async function shown({ store, waitFor }: Pick<Performer, 'store' | 'waitFor'>): Promise<void> {
  const head = await store.head();
  await eventually(() => waitFor(head, WAIT_MILLIS), 'what is recorded in the read models');
}

/** Between two questions; nothing is made of the answer "not yet". */
const WAIT_MILLIS = 1_000;

/** Lets the scheduler record everything that is due. */
export async function look({ scheduler }: Performer): Promise<void> {
  await eventually(async () => (await scheduler.runOnce()).outcome === 'done', 'the end of what is due');
}

/** Does one step, at the time that the engine's clock shows. */
export async function perform(engine: Performer, step: Step): Promise<Acknowledged> {
  if (step.kind === 'look') {
    await look(engine);
    return { outcome: 'looked' };
  }
  // Who else complained is looked up in a read model (INT-10): it has to be as far in every run.
  await shown(engine);
  const { caseId, command, commandId, actor } = step;
  const outcome = await engine.execute({ caseId, command, commandId, actor });
  if (outcome.outcome === 'refused') return { commandId, outcome: 'refused', refusal: outcome.refusal.code };
  if (!('events' in outcome)) return { commandId, outcome: outcome.outcome };
  return {
    commandId,
    outcome: outcome.outcome,
    types: outcome.events.map(({ type }) => type),
    position: outcome.position,
  };
}
