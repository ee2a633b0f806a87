import { queriesIn } from '#event-sourcing';
import { noticesReadModel } from './list/read-model.ts';

/** Every read model that is folded from what people had to be told. */
const noticeReadModels = [noticesReadModel] as const;

export const noticeProjections = noticeReadModels.map((each) => each.projection(undefined));
export const noticeQueries = queriesIn(noticeReadModels);
