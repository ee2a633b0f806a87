import type { Projection } from '#event-sourcing';
import { quarantineProjection } from './quarantine/quarantine.projection.ts';
import { quarantine } from './quarantine/quarantine.query.ts';

/** Every read model that is folded from what is known of files. */
export const fileProjections: readonly Projection<object>[] = [quarantineProjection];

/** Every question about it. */
export const fileQueries = [quarantine] as const;
