import { caseIdFrom } from '#cases';
import {
  commandId,
  instantOf,
  millisOf,
  type CommandId,
  type Instant,
  type Position,
  type Refusal,
} from '#event-sourcing';
import type { CommandRequest, RedressEngine } from '#engine';
import { SUPERMARKET } from './cast.ts';
import { atWork, DAY, HOUR, MINUTE, SHANGHAI } from './hours.ts';
import { HOUSES, managerOf } from './houses.ts';
import type { Matter } from './matters.ts';
import { chance, type Chance } from './random.ts';
import { staffTheDemo } from './staff.ts';
import { caseStory } from './story.ts';
import { command, isAsked, type Seen, type Step } from './steps.ts';

export interface Simulation {
  readonly seed: number;
  readonly cases: number;
  readonly days: number;
  /** The story ends here. */
  readonly until: Instant;
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

export interface SimulationResult {
  readonly cases: number;
  readonly commands: number;
  /** Refused commands by code: part of the story, nothing of them is recorded. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Warnings and breaches that the scheduler recorded. */
  readonly deadlines: number;
}

/** Time that only the story moves. */
export interface StoryClock {
  now: Instant;
}

/** One thing that is going to happen. */
interface Happening {
  readonly at: number;
  readonly caseId: string;
  readonly key: string;
  readonly step: Step;
  /** What follows when this is over. */
  readonly rest: readonly Step[];
}

/**
 * Plays months of work through the real engine: every command is decided, recorded and projected as in daily use, and
 * the scheduler looks at the deadlines every simulated hour. Deterministic for a seed and an end.
 */
export async function simulate(
  engine: RedressEngine,
  clock: StoryClock,
  simulation: Simulation,
): Promise<SimulationResult> {
  const luck = chance(simulation.seed);
  const end = millisOf(simulation.until);
  const begin = end - simulation.days * DAY;
  const agenda = new Agenda();
  clock.now = instantOf(begin);
  await staffTheDemo(engine);
  for (let number = 0; number < simulation.cases; number += 1)
    agenda.add(opening(number, begin, simulation, luck));
  const play: Play = {
    engine,
    clock,
    agenda,
    luck,
    seen: new Map(),
    refusals: {},
    commands: 0,
    deadlines: 0,
    read: await engine.store.head(),
  };
  for (let hour = begin; hour <= end; hour += HOUR) {
    simulation.signal.throwIfAborted();
    for (let next = agenda.takeBefore(hour); next; next = agenda.takeBefore(hour)) await perform(play, next);
    clock.now = instantOf(hour);
    await watchDeadlines(play);
    if (isAfternoon(hour)) await tellTheWaiting(play);
    simulation.onProgress((hour - begin) / HOUR, (end - begin) / HOUR);
  }
  const { commands, deadlines, refusals } = play;
  return { cases: simulation.cases, commands, refusals, deadlines };
}

interface Play {
  readonly engine: RedressEngine;
  readonly clock: StoryClock;
  readonly agenda: Agenda;
  readonly luck: Chance;
  readonly seen: Map<string, Seen>;
  readonly refusals: Record<string, number>;
  commands: number;
  deadlines: number;
  read: Position;
}

/** What is going to happen, the soonest first. */
class Agenda {
  readonly #happenings: Happening[] = [];

  add(happening: Happening): void {
    const index = this.#happenings.findLastIndex((each) => each.at <= happening.at);
    this.#happenings.splice(index + 1, 0, happening);
  }

  takeBefore(moment: number): Happening | undefined {
    const first = this.#happenings[0];
    return first !== undefined && first.at < moment ? this.#happenings.shift() : undefined;
  }
}

function opening(number: number, begin: number, { seed, days }: Simulation, luck: Chance): Happening {
  const { cast, matters } = luck.pick(HOUSES);
  const steps = caseStory(cast, weighted(matters, luck), luck);
  const key = `demo/${String(seed)}/${String(begin)}/${String(number)}`;
  const at = atWork(begin + Math.floor(luck.next() * days * DAY), luck);
  const [step, ...rest] = steps;
  if (step === undefined) throw new Error('a story has at least one step');
  return { at, caseId: caseIdFrom(commandId(key, steps.length)), key, step, rest };
}

function weighted(matters: readonly [Matter, ...Matter[]], luck: Chance): Matter {
  let left = luck.next() * matters.reduce((sum, each) => sum + each.weight, 0);
  return matters.find((each) => (left -= each.weight) < 0) ?? matters[0];
}

async function perform(play: Play, { at, caseId, key, step, rest }: Happening): Promise<void> {
  const { engine, clock, agenda, luck, seen } = play;
  clock.now = instantOf(at);
  const before = seen.get(caseId) ?? [];
  const wish = step.command(before);
  if (wish !== undefined) {
    play.commands += 1;
    const id = commandId(key, rest.length);
    const actor = typeof step.by === 'function' ? step.by(before) : step.by;
    const request = { caseId, command: wish, actor };
    const first = await engine.execute({ ...request, commandId: id });
    const outcome = first.outcome === 'refused' ? await askedFor(play, request, first.refusal, id) : first;
    if ('events' in outcome) seen.set(caseId, [...before, ...outcome.events]);
  }
  const [next, ...later] = rest;
  if (next) agenda.add({ at: atWork(at + next.after * MINUTE, luck), caseId, key, step: next, rest: later });
}

/** Whoever is refused asks the person who may; a plan that waits for an approval gets it first (AUT-3, AUT-5). */
async function askedFor(
  { engine, refusals }: Play,
  request: Omit<CommandRequest, 'commandId'>,
  { code, details }: Refusal,
  id: CommandId,
): ReturnType<RedressEngine['execute']> {
  count(refusals, code);
  const manager = managerOf(details?.['neededLevel']);
  const again = commandId(id, 'asked');
  if (manager === undefined || code !== 'approval-needed')
    return engine.execute({ ...request, ...(manager && { actor: manager }), commandId: again });
  const approval = { type: 'ApprovePlan', data: {} } as const;
  await engine.execute({
    ...request,
    command: approval,
    actor: manager,
    commandId: commandId(id, 'approved'),
  });
  return engine.execute({ ...request, commandId: again });
}

const count = (counts: Record<string, number>, code: string): void => {
  counts[code] = (counts[code] ?? 0) + 1;
};

async function watchDeadlines(play: Play): Promise<void> {
  play.deadlines += (await play.engine.scheduler.runOnce(play.clock.now)).recorded;
  await answerEscalations(play);
}

/** Four in the afternoon, an hour before every customer is to have a result or a word (CLK-10). */
const isAfternoon = (moment: number): boolean => (moment + SHANGHAI) % DAY === 16 * HOUR;

/** Most customers who still wait hear how it stands; some are forgotten. */
async function tellTheWaiting({ engine, luck, agenda, clock }: Play): Promise<void> {
  const { items } = await engine.queries.openCases({ procedure: SUPERMARKET.procedure.id, limit: 200 });
  for (const { caseId, owner, clocks } of items) {
    if (!clocks.some((each) => each.kind === 'progressUpdate') || luck.happens(0.15)) continue;
    const by = SUPERMARKET.investigators.find((each) => each.id === owner) ?? SUPERMARKET.receivers[0];
    const data = { method: 'phone', summary: 'Still being worked on.' } as const;
    const step: Step = { after: 0, by, command: () => ({ type: 'ReportProgress', data }) };
    const at = millisOf(clock.now) + luck.between(2, 50) * MINUTE;
    agenda.add({ at, caseId, key: `afternoon/${caseId}/${clock.now}`, step, rest: [] });
  }
}

const PAGE = 1000;

/** Whichever level a case has reached, by a person or by a breach, answers after a while; now and then it does not. */
async function answerEscalations(play: Play): Promise<void> {
  const { engine, luck, agenda, clock, seen } = play;
  const news = await engine.store.readAll(play.read, PAGE);
  for (const event of news) {
    play.read = event.position;
    if (event.type !== 'EscalatedToManager') continue;
    const data = JSON.parse(event.data) as { readonly to: string };
    const caseId = event.stream.replace(/^case-/, '');
    // Also what a missed time has escalated: from then on that level decides.
    seen.set(caseId, [...(seen.get(caseId) ?? []), { type: event.type, data }]);
    const by = managerOf(data.to);
    if (by === undefined || luck.happens(0.15)) continue;
    const step: Step = {
      after: 0,
      by,
      command: (now) =>
        isAsked(now) ? command('DecideEscalation', { decision: 'Settle it, and report to me.' }) : undefined,
    };
    const at = atWork(millisOf(clock.now) + luck.delay(180) * MINUTE, luck);
    agenda.add({ at, caseId, key: `answer/${event.id}`, step, rest: [] });
  }
  if (news.length === PAGE) await answerEscalations(play);
}
