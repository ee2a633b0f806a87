import { queriesIn } from '#event-sourcing';
import { budgetsReadModel } from './used/read-model.ts';

/** Every read model that is folded from budgets, each in a folder of its own. */
const budgetReadModels = [budgetsReadModel] as const;

export const budgetProjections = budgetReadModels.map((each) => each.projection(undefined));
export const budgetQueries = queriesIn(budgetReadModels);
