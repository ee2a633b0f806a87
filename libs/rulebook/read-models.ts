import { queriesIn } from '#event-sourcing';
import { versionsReadModel } from './versions/read-model.ts';

/** Every read model that is folded from the versions of procedures, each in a folder of its own. */
const rulebookReadModels = [versionsReadModel] as const;

export const rulebookProjections = rulebookReadModels.map((each) => each.projection(undefined));
export const rulebookQueries = queriesIn(rulebookReadModels);
