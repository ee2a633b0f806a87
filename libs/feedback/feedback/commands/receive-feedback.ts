import { field, refuse, type Refusal } from '#event-sourcing';
import { CHANNELS, complainantFields, siteOfReceiver, withAnonymity } from '#cases';
import { isSite, personOf, type Organisation } from '#organisation';
import { command, type FeedbackContext } from '../command.ts';
import { draft, FEEDBACK_KINDS, SATISFACTIONS } from '../events.ts';

/** INT-12: nothing that somebody took the trouble to say is lost, whoever it is about. */
export const receiveFeedback = command({
  name: 'ReceiveFeedback',
  summary: 'Record a suggestion, an opinion form, or an answer to a survey (IMP-5, INT-12).',
  group: 'Feedback',
  who: { sentBy: 'staff', by: 'anybody' },
  when: 'received',
  route: { begins: 'feedback' },
  data: {
    procedure: field.reference({ of: 'procedure', example: 'supermarket-authority' }),
    kind: field.choice(FEEDBACK_KINDS),
    channel: field.choice(CHANNELS, { example: 'suggestionBox' }),
    site: field.reference({
      ...{ optional: true, of: 'site', example: 'riverside' },
      description: 'Default: where whoever receives it works.',
    }),
    place: field.text({ optional: true, max: 500, example: 'Vegetables' }),
    givenBy: field.part('GivenBy', complainantFields, {
      optional: true,
      description: 'Leave it out where it was given without a name.',
    }),
    staffId: field.person({
      ...{ optional: true, of: 'staff', example: 'lin' },
      description: 'One of us whose suggestion it is.',
    }),
    text: field.text({ optional: true, example: 'Put the trolleys under a roof.' }),
    satisfaction: field.choice(SATISFACTIONS, { optional: true, description: 'As a whole.' }),
    answers: field.parts(
      'Answer',
      { question: field.reference({ example: 'waiting-time' }), satisfaction: field.choice(SATISFACTIONS) },
      { optional: true, min: 0, max: 100, description: 'To single questions of a form or survey.' },
    ),
    about: field.references({
      ...{ optional: true, max: 100, of: 'staff', example: ['wang.wei'] },
      description: 'Of us, whom it is about: to them there is no such feedback (INV-4).',
    }),
    collectedIn: field.reference({
      ...{ optional: true, of: 'duty', example: 'supermarket-authority.suggestion-box.riverside.2026-11-27' },
      description: 'The turn at which the box was opened.',
    }),
  },
  decide(data, state, context) {
    if (state.status !== 'none') return [];
    const { procedure, actor, organisation, now } = context;
    const site = siteOfReceiver(data.site, organisation, actor.id, now);
    const refusal = cannotBe(data, site, context);
    if (refusal) return refusal;
    if (procedure === undefined)
      return refuse('D13', 'unknown-procedure', `There is no procedure "${data.procedure}".`, {
        remedy: 'See the list of procedures.',
      });
    const { about = [], givenBy = { kind: 'unknown' }, answers = [], ...facts } = data;
    return [
      draft('FeedbackReceived', {
        ...{ ...facts, procedure: { id: procedure.id, version: procedure.version } },
        ...{ givenBy: withAnonymity(givenBy), about: [...new Set(about)], receivedBy: actor.id },
        ...(site !== undefined && { site }),
        ...(answers.length > 0 && { answers: [...answers] }),
      }),
    ];
  },
});

interface Given {
  readonly kind: string;
  readonly procedure: string;
  readonly text?: string;
  readonly satisfaction?: string;
  readonly answers?: readonly object[];
  readonly about?: readonly string[];
  readonly staffId?: string;
  readonly collectedIn?: string;
}

const cannotBe = (given: Given, site: string | undefined, context: FeedbackContext): Refusal | undefined =>
  saysNothing(given) ??
  unknownSite(site, context.organisation) ??
  unknownPeople([...(given.about ?? []), ...[given.staffId ?? []].flat()], context.organisation) ??
  noSuchBox(given.collectedIn, { procedure: given.procedure, site }, context);

const saysNothing = ({ kind, text, satisfaction, answers = [] }: Given): Refusal | undefined =>
  text !== undefined || (kind === 'opinion' && (satisfaction !== undefined || answers.length > 0))
    ? undefined
    : refuse('IMP-5', 'says-nothing', 'It does not say anything.', {
        remedy: 'Give the text; of an opinion, the text or how satisfied they are.',
      });

const unknownSite = (site: string | undefined, organisation: Organisation): Refusal | undefined =>
  site === undefined || isSite(organisation, site)
    ? undefined
    : refuse('D23', 'unknown-site', `There is no site "${site}".`, {
        remedy: 'Choose a site of the organisation.',
      });

function unknownPeople(people: readonly string[], organisation: Organisation): Refusal | undefined {
  const stranger = people.find((each) => personOf(organisation, each) === undefined);
  return stranger === undefined
    ? undefined
    : refuse('D23', 'unknown-person', `The organisation knows nobody as "${stranger}".`, {
        remedy: 'Give the id of somebody who works here, or name them in the text.',
      });
}

/** INT-12: whatever is counted for a box was in it when it was opened there. */
function noSuchBox(
  dutyId: string | undefined,
  { procedure, site }: { readonly procedure: string; readonly site: string | undefined },
  { turn }: FeedbackContext,
): Refusal | undefined {
  if (dutyId === undefined) return undefined;
  const fits =
    turn?.work === 'boxOpening' &&
    turn.procedure === procedure &&
    (turn.site === undefined || turn.site === site);
  return fits
    ? undefined
    : refuse('INT-12', 'no-such-box', `No box was opened there in ${dutyId}.`, {
        remedy: 'Give a turn of the duty under this procedure and at this site, or leave it out.',
      });
}
