import { queriesIn } from '#event-sourcing';
import { readingsReadModel } from './readings/read-model.ts';

/** Every read model that is folded from the audit, each in a folder of its own. */
const auditReadModels = [readingsReadModel] as const;

export const auditProjections = auditReadModels.map((each) => each.projection(undefined));
export const auditQueries = queriesIn(auditReadModels);
