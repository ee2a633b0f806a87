import type { ConductEvent } from '#conduct';
import type { Samples } from './samples.ts';

const names = { count: 'C1', person: 'lin' };

export const conductCountSamples: Samples<'ResponsibilityCounted' | 'ResponsibilityTakenBack'> = {
  ResponsibilityCounted: {
    ...{ ...names, on: '2026-09-30' },
    violation: { kind: 'complaint-ignored', points: 0 },
  },
  ResponsibilityTakenBack: names,
};

const reason = 'Heard on 3 November; he does not deny it.';
const violation = { kind: 'careless', points: 1 };

export const conductSamples: {
  readonly [Type in ConductEvent['type']]: Extract<ConductEvent, { readonly type: Type }>['data'];
} = {
  ComplaintCounted: {
    ...{ entry: 'E1', case: '7F3K-9M2Q-X4TB', count: 'C1', on: '2026-09-30' },
    ...{ violation: { kind: 'complaint-ignored', points: 0 }, forgottenOn: '2028-09-30' },
  },
  ComplaintTakenBack: { entry: 'E1' },
  ViolationReported: {
    ...{ entry: 'E2', violation, on: '2026-10-05', case: '7F3K-9M2Q-X4TB' },
    account: 'Wrote down the wrong flat, so that nobody came.',
  },
  ViolationConfirmed: { entry: 'E2', reason, forgottenOn: '2027-10-05' },
  ViolationDismissed: { entry: 'E2', reason, forgottenOn: '2028-11-10' },
  StepProposed: { proposal: 'S1', step: 'warning', occasion: 'complaint-ignored/1', basis: ['E1'] },
  ProposalLapsed: { proposal: 'S1' },
  StepImposed: { proposal: 'S1', reason, forgottenOn: '2028-11-03' },
  StepWaived: { proposal: 'S1', reason },
  StepLifted: { proposal: 'S1', reason },
  AppealLodged: { appeal: 'A1', against: 'E1', grounds: 'I was on leave that day.' },
  AppealUpheld: { appeal: 'A1', reason },
  AppealDismissed: { appeal: 'A1', reason },
};
