import type { CommandActor, Refusal } from '#event-sourcing';
import {
  caseCommands,
  type CaseCommand,
  type CaseCommands,
  type CaseCommandType,
} from '../../case/commands.ts';
import { partMissing } from '../../case/stage-policy.ts';
import type { CaseState } from '../../case/state.ts';
import { closeHonestly, goOn, type Handled } from '../../trial/ways-out.ts';
import { leastOf } from '../least-serious.ts';
import type { House } from './house.ts';
import { CASES, type Attempt, type Script } from './script.ts';
import { World, type Deed } from './world.ts';

/** What has to hold in any history; throws where it does not. */
export interface Watch {
  /** After each command that was carried out. */
  readonly deed?: (deed: Deed, world: World) => unknown;
  /** After each step, when nothing is under way between two cases. */
  readonly rest?: (world: World) => void;
  /** When every case was brought to its end, and long after. */
  readonly end?: (world: World) => void;
}

/** So many people try, one after the other. */
const TRIES = 4;
/** So far they are apart in the house: neighbours may do much the same. */
const APART = 17;
const ABOUT_WHO = /^(AUT|INV-4|SOL-4|DIS-1|D23)/;
/** Minutes on the way out; so that every attempt to reach somebody counts. */
const BETWEEN_STEPS = 30;
/** Long enough for every clock to run out. */
const AT_LAST = 60 * 1_440;

/** Tells a script; what went wrong comes with everything that was done until then. */
export function walk(house: House, script: Script, watches: readonly Watch[]): World {
  const world = new World(house, CASES);
  const deeds: string[] = [];
  try {
    tell(world, script, [{ deed: (deed, { now }) => deeds.push(inWords(deed, now)) }, ...watches]);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Error([what, ...deeds].join('\n  '), { cause: error });
  }
  return world;
}

const inWords = ({ caseId, actor, command, events }: Deed, now: string): string => {
  const who = `${actor.id} as ${actor.role}${actor.deputyFor === undefined ? '' : ` for ${actor.deputyFor}`}`;
  const done = events.map(({ type }) => type).join(' ');
  return `${now} ${caseId} ${who}: ${command.type} ${JSON.stringify(command.data)} → ${done}`;
};

/** Then every case is brought to an end by whoever may (LIF-2). */
function tell(world: World, { openings, steps, mood }: Script, watches: readonly Watch[]): void {
  const { house } = world;
  world.onDeed = (deed) => {
    for (const { deed: sees } of watches) sees?.(deed, world);
  };
  const rest = (): void => {
    world.settle();
    for (const { rest: sees } of watches) sees?.(world);
  };
  for (const { caseId, actor, commands, late } of openings)
    for (const command of commands)
      world.send(caseId, { id: house.people[actor % house.people.length] ?? '' }, command, { late });
  for (const { passed, schedulerRuns, mergingRuns, act } of steps) {
    // A process that stands still for days is not what these histories are about.
    if (passed > 0) rest();
    world.pass(passed);
    if (schedulerRuns) world.runScheduler();
    if ('onward' in act) {
      // What the process does, nobody does in its place.
      world.settle();
      goOn(handledIn(world, act.caseId), mood);
    } else attempt(world, act);
    if (mergingRuns) rest();
  }
  rest();
  // What is due by now is decided on with everything else, so it is known first.
  world.runScheduler();
  rest();
  closeAll(world, mood);
  world.pass(AT_LAST);
  world.runScheduler();
  rest();
  for (const { end: sees } of watches) sees?.(world);
}

function closeAll(world: World, mood: Script['mood']): void {
  for (const caseId of CASES.filter((each) => world.told(each).events.length > 0)) {
    const refusals = closeHonestly(handledIn(world, caseId), mood);
    if (refusals !== undefined) throw new Error(`no honest way on: ${JSON.stringify(refusals.slice(-6))}`);
  }
}

/** Whoever is not let is followed by others of the house, mostly by those whom the refusal names. */
function attempt(world: World, { caseId, actor, commands, late }: Attempt): void {
  const command = commands.find((each) => makesSense(each, world.told(caseId).state)) ?? commands[0];
  let candidates: readonly CommandActor[] = world.house.actors;
  for (let tried = 0; tried < TRIES && command !== undefined; tried += 1) {
    const sender = candidates[(actor + tried * APART) % candidates.length];
    const refusal = sender && world.send(caseId, sender, command, { late });
    if (refusal === undefined || !ABOUT_WHO.test(refusal.rule)) return;
    candidates = holdersOf(refusal, world.house) ?? candidates;
  }
}

function holdersOf({ details = {} }: Refusal, { staff }: House): readonly CommandActor[] | undefined {
  const holders = staff.filter(({ role }) => role === details['neededLevel']);
  return holders.length > 0 ? holders : undefined;
}

/** As the definition says by itself; whether anybody may is for the decision. */
function makesSense({ type }: CaseCommand, state: CaseState): boolean {
  const when = caseCommands.find(({ name }) => name === type)?.when;
  if (when === undefined || state.status !== 'logged') return state.status !== 'logged';
  return when.parts !== 'any' && partMissing(type, when, state) === undefined;
}

const handledIn = (world: World, caseId: string): Handled => ({
  procedure: world.house.procedure,
  scene: {
    graded: leastOf(world.house.procedure),
    found: {
      ...{ outcome: 'substantiated', responsibility: 'organisation', explanation: 'Worn out' },
      rootCause: world.house.procedure.rootCauses[0]?.id ?? 'other',
    },
  },
  get state() {
    return world.told(caseId).state;
  },
  staff: world.house.staff,
  attempt<Type extends CaseCommandType>(by: Handled['staff'][number], type: Type, data: CaseCommands[Type]) {
    const before = world.told(caseId).events.length;
    // Name and data belong together by the table of commands.
    const refusal: Refusal | undefined = world.send(caseId, by, { type, data } as unknown as CaseCommand);
    if (refusal !== undefined) return refusal;
    world.settle();
    world.pass(BETWEEN_STEPS);
    world.runScheduler();
    return world.told(caseId).events.length - before;
  },
});
