import type { Static } from '#schema';
import type { intakeEvents } from '../../case/events/intake.ts';
import { aside, because, by, count, list, sentence, words, type TitlesOf } from '../../reading/wording.ts';

export const intakeTitles: TitlesOf<typeof intakeEvents> = {
  ComplaintLogged: ({ contactKind, channel, receivedBy, source }) =>
    source === undefined
      ? `${capital(words(contactKind))} received via ${words(channel)} by ${receivedBy}.`
      : `${capital(words(contactKind))} imported from ${source.system}${aside(source.reference)}.`,
  CameFromFeedback: ({ feedback }) =>
    `It came of feedback ${feedback}: somebody was dissatisfied when they were asked.`,
  InquirySecretSet: () => 'A secret was agreed, by which the complainant may ask for the progress.',
  ProgressAsked: ({ method }) => `Somebody who knew the secret asked for the progress ${by(method)}.`,
  RestatementRecorded: ({ confirmed }) =>
    `The complaint was restated; the complainant ${confirmed ? 'confirmed it' : 'did not confirm it'}.`,
  AcknowledgementSent: ({ method }) => `Receipt was acknowledged to the complainant ${by(method)}.`,
  ComplaintHandedOver: ({ from, to, reason, regulator }) =>
    `Handed over from ${from} to ${to}${regulator === undefined ? '' : ` on behalf of ${regulator.name}`}${because(reason)}`,
  ContactAbandoned: ({ channel, waitedSeconds }) =>
    `A contact via ${words(channel)} was given up${waitedSeconds === undefined ? '' : ` after ${count(waitedSeconds, 'second')}`}; a callback is owed.`,
  CallbackMade: ({ reached }) =>
    reached ? 'The caller was called back and reached.' : 'The caller was called back, but not reached.',
  ContactEnded: ({ why, reason }) =>
    `The contact ended: ${why === 'notReached' ? 'nobody was reached' : 'nothing was wanted'}${because(reason)}`,
  DuplicateSuspected: ({ of }) => `May repeat ${list(of)}.`,
  DuplicateDismissed: ({ of, reason }) => `Found not to repeat ${of}${because(reason)}`,
  CaseLinked: ({ to, relation, reason }) => `Linked to ${to} as ${words(relation)}${because(reason)}`,
  ContactPromoted: ({ from, to, reason }) =>
    `Treated as ${words(to)} instead of ${words(from)}${because(reason)}`,
  IntakeCorrected: ({ reason, was, ...corrected }) =>
    `${capital(list(Object.keys(corrected).map((name) => correctedIn(name, corrected, was))) || 'intake')} corrected: ${sentence(reason)}`,
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Corrected = NonNullable<Static<(typeof intakeEvents)['IntakeCorrected']>['was']>;

/** From what to what, where that tells nothing of anybody; of a complainant: which of their data. */
function correctedIn(name: string, now: Corrected, was: Corrected | undefined): string {
  if (was !== undefined && name === 'site')
    return `site (${words(was.site ?? 'none')} → ${words(now.site ?? 'none')})`;
  if (was?.complainant === undefined || name !== 'complainant') return words(name);
  const [before, after] = [was.complainant, now.complainant ?? {}];
  const changed = COMPLAINANT_DATA.filter(
    (each) => JSON.stringify(before[each]) !== JSON.stringify((after as typeof before)[each]),
  );
  return `complainant${aside(list(changed.map(words)) || undefined)}`;
}

const COMPLAINANT_DATA = [
  'kind', 'name', 'phone', 'email', 'address', 'customerNumber', 'representative',
] as const; // prettier-ignore
