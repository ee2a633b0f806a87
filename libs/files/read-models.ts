import { queriesIn } from '#event-sourcing';
import { quarantineReadModel } from './quarantine/read-model.ts';

/** Every read model that is folded from what is known of files, each in a folder of its own. */
const fileReadModels = [quarantineReadModel] as const;

export const fileProjections = fileReadModels.map((each) => each.projection(undefined));
export const fileQueries = queriesIn(fileReadModels);
