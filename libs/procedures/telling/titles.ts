import type { Procedure } from '../procedure.ts';
import { FRONTLINE } from '../select.ts';
import { spaced } from './spaced.ts';
import type { Language } from '../languages.ts';

interface Titled {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
}

export const titleIn = ({ title, zh }: Omit<Titled, 'id'>, language: Language): string =>
  language === 'zh' ? (zh ?? title) : title;

/** What ids of a procedure are called: levels, severities, categories, causes, own fields and their choices. */
export function titlesOf(procedure: Procedure, language: Language): (id: string) => string {
  const groups = procedure.categories === 'asRecorded' ? [] : procedure.categories;
  const known: readonly Titled[] = [
    ...groups.flatMap(({ id, leaves }) => leaves.map((leaf) => ({ ...leaf, id: `${id}/${leaf.id}` }))),
    ...groups,
    ...procedure.intake.fields.flatMap(({ choices }) => choices),
    ...procedure.followUp.questions.flatMap(({ choices }) => choices),
    ...procedure.intake.fields,
    ...procedure.rootCauses,
    ...procedure.severities,
    ...procedure.bodies,
    ...procedure.ladder,
  ];
  const titles = new Map(known.map((each) => [each.id, titleIn(each, language)]));
  return (id) => titles.get(id) ?? (id === FRONTLINE ? 'whoever has it' : spaced(id));
}
