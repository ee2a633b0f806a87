import type { Procedure, ResolvingStep } from '#procedures';
import { isAbout } from '../case/context.ts';
import type { CaseRecord } from '../case/state.ts';
import type { Scene } from './scenes.ts';
import type { Any } from './what-is-missing.ts';

interface Doing {
  readonly procedure: Procedure;
  readonly state: CaseRecord;
  readonly scene: Pick<Scene, 'graded' | 'found'>;
  readonly staff: readonly { readonly id: string }[];
  readonly any: Any;
}

/** How each step is taken that a procedure may ask for before a case is resolved; whether it was. */
const STEPS: Readonly<Record<ResolvingStep, (doing: Doing) => boolean>> = {
  restated: ({ any }) => any('RecordRestatement', { restatement: 'The lift stands still', confirmed: true }),
  acknowledged: ({ any }) => any('SendAcknowledgement', { method: 'phone' }),
  classified: ({ any, scene }) => any('ClassifyCase', scene.graded),
  dispatched: ({ any }) => any('DispatchCase', {}),
  secretAgreed: ({ any }) => any('SetInquirySecret', { secret: 'seven blue lanterns' }),
  demandsNamed: ({ any }) => any('RecordDemands', { demands: [{ rank: 'primary', text: 'A new lift' }] }),
  visited: (doing) => doing.any('RecordMeasures', { measures: 'Looked at it' }) || goThere(doing),
  alternativesSought: ({ any }) =>
    any('RecordAlternatives', { wish: 'A new lift', alternatives: [{ text: 'A repaired one' }] }),
  findingRecorded: ({ any }) => any('RecordFinding', { kind: 'inspection', content: 'Seen', evidence: [] }),
  mediated: ({ any }) =>
    any('RecordMediation', {
      ...{ parties: ['merchant', 'complainant'], result: 'notAgreed', minutes: 'No agreement' },
    }),
  concluded: ({ any, scene }) => any('ConcludeInvestigation', scene.found),
};

export const takeStep = (step: string | undefined, doing: Doing): boolean =>
  step !== undefined && isStep(step) && STEPS[step](doing);

const isStep = (name: string): name is ResolvingStep => Object.hasOwn(STEPS, name);

/** Whoever is not complained about goes, as many as have to. */
function goThere({ state: { respondents }, staff, procedure, any }: Doing): boolean {
  const others = [...new Set(staff.map(({ id }) => id))].filter((each) => !isAbout(respondents, each));
  return any('ArriveOnSite', { people: others.slice(0, procedure.onSite?.people ?? 1) });
}
