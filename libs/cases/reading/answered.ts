import type { DomainEvent } from '#event-sourcing';
import type { ProcedureRegistry } from '#procedures';
import type { CaseState } from '../case/state.ts';
import { knowsThem, readsAs, seesTerms, withoutComplainant, type Reader } from './reading.ts';
import { withoutTerms } from './terms.ts';

type Recorded = Pick<DomainEvent, 'type' | 'data'>;

/**
 * PRI-1, CLS-9, SOL-7: what whoever sent a command reads of what it recorded. Who may do something in a case may not read it for
 * that, and what was recorded tells more than they have sent. `undefined`: nothing.
 */
export function answeredTo(
  reader: Reader,
  state: CaseState,
  procedures: Pick<ProcedureRegistry, 'get'>,
): (event: Recorded) => unknown {
  if (state.status === 'none') return nothing;
  const procedure = procedures.get(state.procedure.id, state.procedure.version);
  if (readsAs(reader, state, procedure) === undefined) return nothing;
  const termsToo = seesTerms(reader, state, procedures);
  const complainantToo = state.status === 'logged' && knowsThem(reader, state);
  return (event) => {
    const data = termsToo ? event.data : withoutTerms(event);
    return complainantToo ? data : withoutComplainant({ type: event.type, data });
  };
}

const nothing = (): undefined => undefined;
