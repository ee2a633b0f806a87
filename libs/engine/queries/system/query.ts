import { queriesOf, type EventStore, type ParkedEvent, type ServedReads } from '#event-sourcing';
import type { ProcedureRegistry } from '#procedures';
import type { DamageNotes } from '../../damage/damage-notes.ts';
import type { ReadModelStatus } from '../../engine.ts';
import type { ProofLog } from '../../proof/proof.ts';

export interface SystemQueryPorts {
  readonly readModels: ServedReads;
  readonly procedures: ProcedureRegistry;
  readonly projections: () => Promise<readonly ReadModelStatus[]>;
  readonly parked: () => Promise<readonly ParkedEvent[]>;
  readonly notes: Pick<DamageNotes, 'list'>;
  readonly store: Pick<EventStore, 'readStream'>;
  readonly proof: Pick<ProofLog, 'consistency' | 'inclusions' | 'ownKey' | 'signed'>;
}

type Reader = 'operations' | 'analyst' | 'compliance' | 'admin';

/** Questions about the product itself. */
export const query = queriesOf<{
  readonly ports: SystemQueryPorts;
  readonly reader: unknown;
  readonly who: { readonly readers: readonly Reader[] };
  readonly group: 'Procedures and operation' | 'Proof';
}>();

export const group = 'Procedures and operation';
export const everybody = { readers: ['operations', 'analyst', 'compliance', 'admin'] } as const;
/** The log itself is no document: checkpoint, key and tiles have routes of their own. Their row stands here. */
export const logRead = { name: 'log', who: everybody } as const;
export const whoeverRunsIt = { readers: ['admin', 'compliance'] } as const;
