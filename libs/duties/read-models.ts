import { queriesIn } from '#event-sourcing';
import { dutiesReadModel } from './list/read-model.ts';

/** Every read model that is folded from the history of the duties, each in a folder of its own. */
const dutyReadModels = [dutiesReadModel] as const;

export const dutyProjections = dutyReadModels.map((each) => each.projection(undefined));
export const dutyQueries = queriesIn(dutyReadModels);
