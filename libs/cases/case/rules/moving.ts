import { findLeaf, severityRank, type Procedure } from '#procedures';
import { isLevel, type CaseContext } from '../context.ts';
import type { CaseEventDraft } from '../events.ts';
import { isAsked } from '../remedies/remedy.ts';
import type { CaseRecord } from '../state.ts';
import { openedUnder } from './rules-kept.ts';

/** D13: what the case is handled by from then on. */
export const movedTo = (
  { procedure: from }: CaseRecord,
  target: Procedure,
  reason: string,
): CaseEventDraft => ({
  type: 'CaseMovedToVersion',
  data: { from, to: openedUnder(target), reason },
});

/** The clocks that come of a move are those of the version that it goes to. */
export const movedBy = (facts: readonly CaseEventDraft[], context: CaseContext): CaseContext =>
  context.target !== undefined && facts.some(({ type }) => type === 'CaseMovedToVersion')
    ? { ...context, procedure: context.target }
    : context;

/** D13: what the case rests on and a version does not know, in the words of its file. */
export function missingIn(procedure: Procedure, state: CaseRecord): readonly string[] {
  const severities = [state, ...state.takenOver].flatMap(({ severity }) => severity ?? []);
  const categories = [state, ...state.takenOver].flatMap(({ category }) => category ?? []);
  const asked = state.remedies.filter(isAsked).flatMap(({ neededLevel }) => neededLevel ?? []);
  const levels = [state.level, ...asked, ...state.respondents.flatMap(({ level }) => level ?? [])];
  const cause = state.conclusion?.rootCause;
  return [
    ...severities.filter((id) => severityRank(procedure, id) < 0).map((id) => `severity "${id}"`),
    ...categories
      .filter((path) => findLeaf(procedure, path)?.path !== path)
      .map((path) => `category "${path}"`),
    ...levels.filter((id) => !isLevel(procedure, id)).map((id) => `level "${id}"`),
    ...(cause === undefined || procedure.rootCauses.some(({ id }) => id === cause)
      ? []
      : [`root cause "${cause}"`]),
    ...currenciesOf(state)
      .filter((currency) => currency !== procedure.currency)
      .map((currency) => `currency "${currency}"`),
  ].filter((each, index, all) => all.indexOf(each) === index);
}

const currenciesOf = ({ remedies, bill, fee, retail }: CaseRecord): readonly string[] =>
  [...remedies.map(({ worth }) => worth), bill, fee, retail?.goodsValue].flatMap(
    (money) => money?.currency ?? [],
  );
