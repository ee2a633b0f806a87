import { refuse } from '#event-sourcing';
import { conflictOfInterest } from '../context.ts';
import { draft, type Decide } from './decision.ts';

/** INV-1, INV-4 */
export const recordFinding: Decide<'RecordFinding'> = (data, state, context) => {
  const conflict = conflictOfInterest(state, context);
  if (conflict) return conflict;
  const known = state.evidence.map((each) => each.evidence);
  const missing = data.evidence.filter((each) => !known.includes(each));
  if (missing.length > 0)
    return refuse('INV-2', 'unknown-evidence', `There is no evidence ${missing.join(', ')} in this case.`, {
      details: { known },
    });
  return [draft('FindingRecorded', { ...data, finding: `F${String(state.findings + 1)}` })];
};

/** INV-2: the same file is added once. */
export const addEvidence: Decide<'AddEvidence'> = (data, state) =>
  state.evidence.some((each) => each.sha256 === data.sha256)
    ? []
    : [draft('EvidenceAdded', { ...data, evidence: `E${String(state.evidence.length + 1)}` })];

/** INV-3, INV-4; a later conclusion replaces an earlier one, both stay in the history. */
export const concludeInvestigation: Decide<'ConcludeInvestigation'> = (data, state, context) => {
  const conflict = conflictOfInterest(state, context);
  if (conflict) return conflict;
  const causes = context.procedure.rootCauses.map((each) => each.id);
  if (causes.length > 0 && !causes.includes(data.rootCause))
    return refuse('INV-3', 'unknown-root-cause', `The procedure has no root cause "${data.rootCause}".`, {
      details: { rootCauses: causes },
    });
  return [draft('InvestigationConcluded', data)];
};

/** INV-5 */
export const recordMediation: Decide<'RecordMediation'> = (data) =>
  new Set(data.parties).size > 1
    ? [draft('MediationHeld', data)]
    : refuse('INV-5', 'parties-needed', 'A mediation has at least two different parties.');
