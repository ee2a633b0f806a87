import { actingIn, field, isRefusal, isSamePerson, refuse } from '#event-sourcing';
import { involvedIn, isAbout } from '#cases';
import { personOf } from '#organisation';
import { by, command, type ConductContext } from '../command.ts';
import { draft } from '../events.ts';
import { notKept, violationCalled } from '../rules.ts';

/** Alleged, until somebody who may decide has heard the person. */
export const reportViolation = command({
  name: 'ReportViolation',
  summary:
    'Report that somebody broke a rule of how complaints are answered; it costs nothing until it is confirmed (CON-3).',
  ...by('reporting'),
  data: {
    violation: field.reference({ example: 'careless' }),
    on: field.day({ past: true, description: 'When it happened, in the time zone of the procedure.' }),
    account: field.text({ example: 'Wrote down the wrong flat, so that nobody came.' }),
    case: field.reference({
      ...{ optional: true, of: 'case', example: '7F3K-9M2Q-X4TB' },
      description: 'Where it was in the handling of a case: one in which the person had a part.',
    }),
  },
  decide: (data, { entries }, context) => {
    const { conduct, id } = context.procedure;
    if (conduct === undefined) return notKept(id);
    const violation = violationCalled(data.violation, conduct);
    if (isRefusal(violation)) return violation;
    return (
      unknownPerson(context) ??
      tooLate(data.on, context) ??
      notInCase(data, context) ?? [
        draft('ViolationReported', { ...data, entry: `E${String(entries.length + 1)}`, violation }),
      ]
    );
  },
});

const unknownPerson = ({ organisation, of }: ConductContext) =>
  personOf(organisation, of.person) === undefined
    ? refuse('D23', 'unknown-person', `The organisation knows nobody as "${of.person}".`, {
        remedy: 'Give the id of somebody who is registered.',
      })
    : undefined;

const tooLate = (on: string, { today }: ConductContext) =>
  on > today
    ? refuse('CON-3', 'in-the-future', 'That day has not come yet.', {
        remedy: 'Give the day on which it happened.',
      })
    : undefined;

/** CON-3: of a case in which they had no part nothing is laid on them. INV-4: whoever it is about learns nothing of it. */
function notInCase(data: { readonly case?: string }, { about, actor, of, procedure }: ConductContext) {
  if (data.case === undefined) return undefined;
  const hadPart = about.some(
    (state) =>
      state.status === 'logged' &&
      state.procedure.id === procedure.id &&
      !actingIn(actor).some((one) => isAbout(state.respondents, one)) &&
      involvedIn(state).some((person) => isSamePerson(person, of.person)),
  );
  return hadPart
    ? undefined
    : refuse('CON-3', 'no-part-in-case', 'The person had no part in such a case.', {
        remedy: 'Give a case of this procedure that they received, handled or answered for, or leave it out.',
      });
}
