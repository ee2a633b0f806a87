import { answer, field, type ShownPart } from '#event-sourcing';
import type { Moment } from '../case-details/as-of.ts';
import { zonesOf } from '../local-month.ts';
import { damageOfCase } from '../reading/damage.ts';
import { CASE_ID, caseField, momentFields, momentOptions, noSuchCase, query } from '../reading/query.ts';
import { eventsFor, ofOneCase } from '../reading/reading.ts';
import { howKnown, type HowKnown } from './how-known.ts';

const knownField = answer.object({
  field: answer.text('severity', {
    description: 'Place in the state of the case: `complainant.name`, `options[0].status`.',
  }),
  value: { description: 'As it stands there.', example: 'major' },
  by: answer.text('4', { description: 'Revision of the event that has last changed it.' }),
});

const knownBy = answer.object({
  revision: answer.text('4'),
  type: answer.text('CaseClassified'),
  title: answer.text('Classified as facilities/lift, severity major.'),
  'happenedAt?': answer.happenedAt,
  recordedAt: answer.instant(),
  actor: answer.object({
    id: answer.text('staff-004'),
    role: answer.text('office-director'),
    'deputyFor?': answer.text('staff-002'),
  }),
  'procedure?': answer.text('residential-property@1'),
  'rule?': answer.text('serious-loss', {
    description: 'What of the procedure it was decided by: a clock, a matter, a criterion, a ground.',
  }),
});

export const caseHowKnown = query({
  name: 'howKnown',
  summary: 'How do we know: every field of a case with the event that last set it, now or then (ARC-2, D11).',
  group: 'Cases',
  at: 'cases/:caseId/how-known',
  asks: {
    caseId: caseField,
    ...momentFields,
    field: field.text({
      optional: true,
      max: 200,
      example: 'complainant',
      description: 'Only this field, and what is in it.',
    }),
  },
  who: { ...ofOneCase, internalComplainant: 'handlers' },
  reads: () => [],
  answers: answer.object({
    caseId: answer.text(CASE_ID),
    revision: answer.text('12', { description: 'Of the last event that counts at that moment.' }),
    fields: answer.list(knownField),
    events: answer.list(knownBy, { description: 'Those that the fields name, in the order of the history.' }),
    'damage?': damageOfCase,
  }),
  async run({ caseId, field: within, ...times }, { history, procedures }, reader) {
    const events = eventsFor(reader, await history(caseId), procedures);
    // The check has brought both to instants.
    const found = howKnown(caseId, events, times as Moment, zonesOf(procedures));
    return found && within !== undefined ? narrowed(found, within) : found;
  },
  absent: noSuchCase,
  commandLine: {
    words: 'cases how-known',
    description: 'every field of a case, and the event that it is known from',
    options: {
      caseId: 'number of the case',
      ...momentOptions,
      field: 'only this field and what is in it, such as complainant or options[0]',
    },
    shows: shown,
  },
});

function narrowed(found: HowKnown, within: string): HowKnown {
  const fields = found.fields.filter(({ field: each }) => isWithin(each, within));
  const named = new Set(fields.map(({ by }) => by));
  return { ...found, fields, events: found.events.filter(({ revision }) => named.has(revision)) };
}

const isWithin = (name: string, within: string): boolean =>
  name === within || name.startsWith(`${within}.`) || name.startsWith(`${within}[`);

function shown({ caseId, revision, fields, events }: HowKnown): readonly ShownPart[] {
  const byRevision = new Map(events.map((event) => [event.revision, event]));
  return [
    `Case ${caseId}, revision ${revision}\n`,
    {
      head: ['field', 'value', '#', 'event', 'by', 'happened', 'recorded', 'rule'],
      rows: fields.map(({ field: name, value, by }) => {
        const event = byRevision.get(by);
        const { type, actor, happenedAt, recordedAt, rule } = event ?? {};
        return [
          ...[name, valueText(value), by, type, actor && `${actor.id} (${actor.role})`],
          ...[{ at: happenedAt }, { at: recordedAt }, rule],
        ];
      }),
    },
  ];
}

const LONGEST = 60;

function valueText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
