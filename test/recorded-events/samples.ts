import type { CaseEventType } from '#cases';
import { budgetDrawSamples, budgetSamples } from './samples/budget.ts';
import { classificationSamples } from './samples/classification.ts';
import { clockSamples } from './samples/clock.ts';
import { conductCountSamples, conductSamples } from './samples/conduct.ts';
import { dispatchSamples } from './samples/dispatch.ts';
import { escalationSamples } from './samples/escalation.ts';
import { improvementPlannedSamples, improvementSamples } from './samples/improvement.ts';
import { intakeSamples } from './samples/intake.ts';
import { investigationSamples } from './samples/investigation.ts';
import { mergingSamples } from './samples/merging.ts';
import { outcomeSamples } from './samples/outcome.ts';
import { solutionSamples } from './samples/solution.ts';
import type { Samples } from './samples/samples.ts';

import { auditSamples } from './samples/audit.ts';
import { dutySamples } from './samples/duty.ts';
import { feedbackSamples } from './samples/feedback.ts';
import { fileSamples } from './samples/file.ts';
import { historySamples } from './samples/history.ts';
import { noticeSamples } from './samples/notices.ts';
import { privacySamples } from './samples/privacy.ts';
import { organisationSamples } from './samples/organisation.ts';
import { procedureSamples } from './samples/procedure.ts';

/**
 * One believable example of every event type, from which the recorded files were written. The files are what counts:
 * a sample may be changed with the type's next version, a recorded file never.
 */
const caseSamples: Samples<CaseEventType> = {
  ...budgetDrawSamples,
  ...classificationSamples,
  ...clockSamples,
  ...conductCountSamples,
  ...dispatchSamples,
  ...escalationSamples,
  ...improvementPlannedSamples,
  ...intakeSamples,
  ...investigationSamples,
  ...mergingSamples,
  ...outcomeSamples,
  ...solutionSamples,
};

/** Of every kind of aggregate, by their types, which no two kinds share. */
export const SAMPLES: Readonly<Record<string, unknown>> = {
  ...caseSamples,
  ...organisationSamples,
  ...auditSamples,
  ...fileSamples,
  ...dutySamples,
  ...budgetSamples,
  ...procedureSamples,
  ...improvementSamples,
  ...conductSamples,
  ...feedbackSamples,
  ...historySamples,
  ...privacySamples,
  ...noticeSamples,
};
