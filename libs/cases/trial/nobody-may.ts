import { isRefusal, refuse, type Refusal } from '#event-sourcing';
import type { Finding, Procedure } from '#procedures';
import { rightsIn, type Right } from './rights-used.ts';
import { scenesFor, type Scene } from './scenes.ts';
import { UNFIT, type TrialCase } from './trial-case.ts';
import { opened, trialHouse, type TrialHouse } from './trial-house.ts';
import { goOn, type Mood } from './ways-out.ts';

const MOODS: readonly Mood[] = ['content', 'never content'];
const MOST_STEPS = 60;
/** For one line; there are as many as a file has severities and names categories. */
const MOST_SCENES = 60;

/**
 * Lines that let somebody do what nobody ever may, because another line stands against it, or what it is for never happens.
 * Tried with the rules themselves, at every step of complaints that the line is for.
 */
export const nobodyMay = (procedure: Procedure): readonly Finding[] =>
  rightsIn(procedure).flatMap((right) => {
    const outcome = triedEverywhere(right);
    return outcome === 'used' || outcome === undefined
      ? []
      : [{ path: right.path, reason: told(right, outcome) }];
  });

type Outcome = 'used' | Refusal | undefined;

const told = ({ what }: Right, { message, remedy }: Refusal): string =>
  [
    `${what}: nobody ever may.`,
    ...[message, ...(remedy === undefined ? [] : [remedy])],
    'Leave this line out, or change what stands against it',
  ].join(' ');

function triedEverywhere(right: Right): Outcome {
  const house = trialHouse(right.alone);
  let why: Refusal | undefined;
  for (const scene of scenesFor(right.alone, right.when).slice(0, MOST_SCENES))
    for (const mood of MOODS) {
      const outcome = triedOn(house, { scene, mood, right });
      if (outcome === 'used') return outcome;
      why = telling(why, outcome);
    }
  return why;
}

interface Trial {
  readonly scene: Scene;
  readonly mood: Mood;
  readonly right: Right;
}

/** At every step on the way of one complaint. */
function triedOn(house: TrialHouse, { scene, mood, right }: Trial): Outcome {
  const told = opened(house, scene);
  let why: Refusal | undefined;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const outcome = used(right, told);
    if (outcome === 'used') return outcome;
    why = telling(why, outcome);
    if (!goOn(told, mood)) break;
    if (told.state.status === 'logged' && told.state.category !== undefined) worth(told, right);
  }
  return why;
}

function used(right: Right, told: TrialCase): Outcome {
  const tried = right.use(told.branch());
  if (tried === undefined || isRefusal(tried)) return tried;
  return tried.some((each) => right.shows(each)) ? 'used' : MAKES_NO_DIFFERENCE;
}

const MAKES_NO_DIFFERENCE = refuse('D13', 'no-difference', 'It comes to the same without this line.');

/** The case gives as much as the rule looks at. */
function worth(told: TrialCase, { when: { amountAtLeast } }: Right): void {
  const { state } = told;
  if (amountAtLeast === undefined || state.status !== 'logged' || state.remedies.length > 0) return;
  told.asTheHighest('GrantCompensation', { remedy: told.refundOf(amountAtLeast), reason: 'Owed' });
}

/** What says more than that it was too early or too late. */
function telling(known: Refusal | undefined, other: Refusal | undefined): Refusal | undefined {
  if (known === undefined || other === undefined) return known ?? other;
  return other.code === UNFIT || (known.rule === 'LIF-1' && other.rule !== 'LIF-1') ? other : known;
}
