import { field, isRefusal, refuse } from '#event-sourcing';
import { departmentCalled } from '#organisation';
import { command } from '../../command.ts';
import { draft, firstOf } from '../../decision.ts';
import { CHANNELS } from '../../events/fields.ts';
import { inTheFuture } from '../../moments.ts';
import { leafOf, unknownSeverity } from '../../rules/classification.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';
import { openedUnder } from '../../rules/rules-kept.ts';
import { procedureRefFields } from '../parts.ts';

/** INT-11: one row of a source, with nothing added to it. */
export const importHistoricCase = command({
  name: 'ImportHistoricCase',
  summary:
    'Record one row of an imported source: everything that it tells, and nothing that it does not (INT-11).',
  group: 'Intake',
  data: {
    procedure: field.part('ProcedureRef', procedureRefFields),
    source: field.part('ImportSource', {
      system: field.reference({ example: 'cfpb' }),
      reference: field.reference({ example: '1234567' }),
      facts: field.texts({
        max: 2000,
        example: { Product: 'Mortgage' },
        description: 'Further columns, as they stood.',
      }),
    }),
    channel: field.choice(CHANNELS),
    description: field.text({ example: 'The lender lost the payment.' }),
    receivedAt: field.moment(),
    category: field.reference({ of: 'category', example: 'mortgage/payment' }),
    severity: field.reference({ of: 'severity', example: 'unknown' }),
    department: field.reference({ optional: true, of: 'department', example: 'Northwind Bank' }),
    outcome: field.part(
      'HistoricOutcome',
      {
        response: field.text({ max: 500, example: 'Closed with explanation' }),
        relief: field.choice(['monetary', 'nonMonetary', 'explanation', 'none', 'unknown']),
        publicResponse: field.text({ optional: true, max: 2000, example: 'No comment' }),
        answeredInTime: field.yesNo({ optional: true }),
      },
      { optional: true },
    ),
  },
  who: ourOwn('importer'),
  when: always,
  route: 'none',
  decide(data, state, context) {
    if (state.status !== 'none')
      return refuse(
        'INT-11',
        'differs-from-earlier-import',
        'This row was imported before with other content.',
        {
          remedy: 'Correct the case itself; an import never overwrites.',
        },
      );
    const category = leafOf(data.category, context);
    if (isRefusal(category)) return category;
    const { channel, description, source, severity, outcome, receivedAt } = data;
    const department = data.department && departmentCalled(context.organisation, data.department);
    const refusal = firstOf(unknownSeverity(severity, context), inTheFuture(context, receivedAt));
    if (refusal) return refusal;
    const unknown = { happenedAt: 'unknown' } as const;
    const logged = draft('ComplaintLogged', {
      ...{ channel, description, contactKind: 'complaint', receivedBy: 'import' },
      procedure: openedUnder(context.procedure),
      complainant: { kind: 'unknown', anonymous: true },
      ...(department && { respondents: [{ kind: 'department', department }] }),
      source: { ...source, facts: { ...source.facts } },
    });
    return [
      { ...logged, happenedAt: receivedAt },
      { ...draft('CaseClassified', { category: category.path, severity }), ...unknown },
      ...(outcome ? [{ ...draft('HistoricOutcomeRecorded', outcome), ...unknown }] : []),
      ...(outcome?.answeredInTime === false ? [{ ...untimelyAnswer(severity), ...unknown }] : []),
    ];
  },
});

/** The source says that the answer was late, not when it was due (CLK-6). */
const untimelyAnswer = (severity: string) =>
  draft('DeadlineBreached', {
    clock: 'historic-answer',
    kind: 'firstReply',
    responsible: { role: 'organisation' },
    severity,
    foundBy: 'import',
  });
