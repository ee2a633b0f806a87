import { field, refuse, type Refusal } from '#event-sourcing';
import { detailsField, respondentsField, retailFields } from '#cases';
import { isDepartment, personOf } from '#organisation';
import { byWhoeverHandles, command, type FeedbackContext } from '../command.ts';
import { draft } from '../events.ts';

/** INT-12: one complaint comes of it, of the same number, whoever asks how often. */
export const promoteFeedback = command({
  name: 'PromoteFeedback',
  summary: 'Make a complaint of what somebody is dissatisfied with (INT-12).',
  ...byWhoeverHandles,
  data: {
    description: field.text({
      ...{ optional: true, example: 'The cashier laughed at her.' },
      description: 'What is complained about; default: what the feedback says.',
    }),
    wanted: field.text({ optional: true, example: 'An apology.' }),
    occurredOn: field.day({ optional: true, past: true }),
    place: field.text({ optional: true, max: 500, example: 'Checkout 3' }),
    respondents: respondentsField,
    retail: field.part('Retail', retailFields, { optional: true }),
    details: detailsField,
  },
  decide(data, state, context) {
    if (state.status === 'promoted') return [];
    const description = data.description ?? state.text;
    if (description === undefined)
      return refuse('INT-12', 'nothing-complained-about', 'The form does not say what the complaint is.', {
        remedy: 'Say it in `description`.',
      });
    const named = data.respondents ?? [];
    const unknown = unknownAmong(named, context);
    if (unknown) return unknown;
    // INV-4: whom the feedback is about is complained about, whether or not whoever promotes it names them.
    const about = state.about
      .filter((each) => !named.some(({ staffId }) => staffId === each))
      .map((staffId) => ({ kind: 'person' as const, staffId }));
    const respondents = [...named, ...about];
    const place = data.place ?? state.place;
    const { description: _, respondents: _named, place: _place, ...more } = data;
    return [
      draft('FeedbackPromoted', {
        ...{ ...more, description, complainant: state.givenBy, procedure: state.procedure.id },
        ...{ channel: state.channel, promotedBy: context.actor.id },
        ...(respondents.length > 0 && { respondents }),
        ...(place !== undefined && { place }),
        ...(state.site !== undefined && { site: state.site }),
      }),
    ];
  },
});

/** D23: who is complained about is somebody, or some department, that there is. */
function unknownAmong(
  respondents: readonly { readonly staffId?: string; readonly department?: string }[],
  { organisation }: Pick<FeedbackContext, 'organisation'>,
): Refusal | undefined {
  for (const { staffId, department } of respondents) {
    if (staffId !== undefined && personOf(organisation, staffId) === undefined)
      return refuse('D23', 'unknown-person', `The organisation knows nobody as "${staffId}".`, {
        remedy: 'Give the id of somebody who is registered; a name alone goes into the text.',
      });
    if (department !== undefined && !isDepartment(organisation, department))
      return refuse('D23', 'unknown-department', `The organisation has no department "${department}".`, {
        remedy: 'Choose one of its departments, or have it registered.',
      });
  }
  return undefined;
}
