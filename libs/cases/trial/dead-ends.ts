import type { Refusal } from '#event-sourcing';
import type { Finding, Procedure } from '#procedures';
import { differentScenes } from './different-scenes.ts';
import { linesOf, without, type Line } from './lines.ts';
import { sceneInWords, type Scene } from './scenes.ts';
import { UNFIT } from './trial-case.ts';
import { opened, trialHouse, type TrialHouse } from './trial-house.ts';
import { closeHonestly, MOODS, type Mood } from './ways-out.ts';

/**
 * Complaints that nobody could ever bring to an honest end under a procedure, however many people there are: each kind of
 * complaint that it tells apart is handled by the rules themselves, by whoever may. Named is the line without which there
 * would be a way; others are then looked for without it.
 */
export function deadEnds(procedure: Procedure): readonly Finding[] {
  const culprits: Line[] = [];
  const findings: Finding[] = [];
  let house = trialHouse(procedure);
  for (const scene of differentScenes(house))
    for (const mood of MOODS) {
      const stuck = stuckIn(house, scene, mood);
      if (stuck === undefined) continue;
      const culprit = culpritOf(procedure, culprits, (rules) => stuckIn(rules, scene, mood));
      findings.push({ path: culprit?.path ?? [], reason: inWords(stuck, scene) });
      // Where no single line is to blame, the first complaint that goes nowhere says enough.
      if (culprit === undefined) return findings;
      culprits.push(culprit);
      house = trialHouse(without(procedure, culprits));
    }
  return findings;
}

interface Stuck {
  readonly stage: string;
  readonly refusal: Refusal | undefined;
}

const inWords = ({ stage, refusal }: Stuck, scene: Scene): string => {
  const why = refusal === undefined ? '' : `: ${refusal.message}`;
  return `nobody can bring this to an end: ${sceneInWords(scene)}, which stays "${stage}"${why} Without this line there is a way`;
};

/** Where a complaint comes to a stand, and what stands in its way. */
function stuckIn(house: TrialHouse, scene: Scene, mood: Mood): Stuck | undefined {
  const told = opened(house, scene);
  const refusals = closeHonestly(told, mood);
  if (refusals === undefined) return undefined;
  const { state } = told;
  return {
    stage: state.status === 'none' ? 'not logged' : state.stage,
    refusal: refusals.find(({ code }) => code === UNFIT) ?? refusals.find(saysMore) ?? refusals.at(-1),
  };
}

/** Than that something is missing, or that it is too early for something else. */
const saysMore = ({ rule, details = {} }: Refusal): boolean => rule !== 'LIF-1' && !('missing' in details);

/** The last line without which there would be a way, of those that are left. */
const culpritOf = (
  procedure: Procedure,
  known: readonly Line[],
  stuck: (house: TrialHouse) => Stuck | undefined,
): Line | undefined =>
  linesOf(procedure)
    .filter(({ rule }) => known.every((each) => each.rule !== rule))
    .findLast((line) => stuck(trialHouse(without(procedure, [...known, line]))) === undefined);
