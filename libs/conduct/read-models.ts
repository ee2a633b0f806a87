import { queriesIn } from '#event-sourcing';
import { conductReadModel } from './list/read-model.ts';

/** Every read model that is folded from conduct records, each in a folder of its own. */
const conductReadModels = [conductReadModel] as const;

export const conductProjections = conductReadModels.map((each) => each.projection(undefined));
export const conductQueries = queriesIn(conductReadModels);
