import type { classificationEvents } from '../../case/events/classification.ts';
import { aside, because, by, list, words, type TitlesOf } from '../../reading/wording.ts';

const CAUSES = {
  decision: '',
  flag: ' because of a sensitive flag',
  breach: ' because a deadline was missed',
  oneMonth: ' because it was not settled in time',
};

export const classificationTitles: TitlesOf<typeof classificationEvents> = {
  CaseClassified: ({ category, severity, criterion }) =>
    `Classified as ${category}, severity ${severity}${aside(criterion)}.`,
  SeverityChanged: ({ from, to, reason, cause }) =>
    `Severity changed from ${from} to ${to}${CAUSES[cause]}${because(reason)}`,
  CaseMovedToVersion: ({ from, to, reason }) =>
    `Moved from version ${String(from.version)} of ${from.id} to version ${String(to.version)}${because(reason)}`,
  CategoryChanged: ({ from, to, reason }) => `Category changed from ${from} to ${to}${because(reason)}`,
  ValidityAssessed: ({ valid, reason }) => `Found to be ${valid ? 'valid' : 'invalid'}${because(reason)}`,
  InvalidityExplained: ({ method, accepted }) =>
    `It was explained ${by(method)} why the complaint is invalid; the complainant ${accepted ? 'accepted' : 'did not accept'} this.`,
  CaseDeclaredInadmissible: ({ ground, method }) =>
    `Declared inadmissible (${words(ground)})${method === undefined ? '; nobody is known to explain it to' : ` and explained ${by(method)}`}.`,
  SensitiveFlagRaised: ({ flag, reason }) => `Flag "${words(flag)}" raised${because(reason)}`,
  SensitiveFlagCleared: ({ flag, reason }) => `Flag "${words(flag)}" cleared${because(reason)}`,
  DemandsRecorded: ({ demands }) =>
    `What the complainant asks for: ${list(demands.map(({ demand, rank }) => `${demand} (${rank})`))}.`,
  DemandAnswered: ({ demand, answer, method }) =>
    `Demand ${demand} was ${words(answer)}${method === undefined ? '' : `, which was told ${by(method)}`}.`,
  UnreasonableDemandRecorded: () => 'An unreasonable demand was recorded and answered with an explanation.',
  UnlawfulBehaviourReported: ({ reportedTo }) => `Unlawful behaviour was reported to ${reportedTo}.`,
};
