import type { Projection } from '#event-sourcing';
import { dutiesProjection } from './list/duties.projection.ts';
import { duties } from './list/duties.query.ts';
import { duty } from './list/duty.query.ts';

/** Every read model that is folded from the history of the duties. */
export const dutyProjections: readonly Projection<object>[] = [dutiesProjection];

/** Every question about them. */
export const dutyQueries = [duties, duty] as const;
