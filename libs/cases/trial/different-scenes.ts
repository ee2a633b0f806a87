import { matches } from '#procedures';
import { matterOf } from '../case/matter.ts';
import type { CaseRecord } from '../case/state.ts';
import { conditionsIn } from './conditions.ts';
import { othersLike, scenesFor, usualScenes, type Scene } from './scenes.ts';
import { opened, type TrialHouse } from './trial-house.ts';

/** Nobody writes a file that tells so many complaints apart; of one that a program has written, the first are looked at. */
const MOST_SCENES = 2_000;
const MOST_DIFFERENT = 300;

/** Of scenes for which the same conditions hold one is enough: no rule tells them apart. */
export function differentScenes(house: TrialHouse): readonly Scene[] {
  const { procedure } = house;
  const conditions = conditionsIn(procedure);
  const usual = usualScenes(procedure);
  const others = usual.slice(0, 1).flatMap((scene) => othersLike(scene, procedure));
  const all = [...usual, ...others, ...conditions.flatMap((when) => scenesFor(procedure, when))];
  const different = new Map<string, Scene>();
  for (const scene of all.slice(0, MOST_SCENES)) {
    if (different.size === MOST_DIFFERENT) break;
    const told = opened(house, scene);
    told.anybody('ClassifyCase', scene.graded);
    if (told.state.status !== 'logged') continue;
    const { outcome, rootCause: cause } = scene.found;
    const matter = matterOf(told.state, { outcome, cause });
    const holding = conditions.map((when) => matches(when, matter, procedure.ladder));
    const key = JSON.stringify([holding, whatever(told.state)]);
    if (!different.has(key)) different.set(key, scene);
  }
  return [...different.values()];
}

/** What makes a difference whatever the procedure says. */
const whatever = ({ contactKind, complainant, regulators, respondents, level }: CaseRecord) => [
  ...[contactKind, complainant.anonymous, regulators.length > 0, level],
  ...respondents.map((each) => each.level),
];
