import type { Projection } from '#event-sourcing';
import { readingsProjection } from './readings/readings.projection.ts';
import { readings } from './readings/readings.query.ts';

/** Every read model that is folded from the audit, each in a folder of its own with its queries. */
export const auditProjections: readonly Projection<object>[] = [readingsProjection];

/** Every question about it. */
export const auditQueries = [readings] as const;
