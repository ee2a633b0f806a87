import { answer, equal, field, personKey } from '#event-sourcing';
import { optionalMonth } from '#cases';
import { CONDUCT_ID } from '../record/codec.ts';
import { pointsOf } from '../record/state.ts';
import { CONDUCT, type ConductDocument } from './conduct.projection.ts';
import { list, procedureFilter, readsConduct } from './reading.ts';
import { complaintsIn, remembered, stepsIn } from './remembered.ts';

export const recordShown = {
  record: answer.text(CONDUCT_ID),
  procedure: answer.text('supermarket-authority'),
  person: answer.text('lin'),
  complaints: answer.whole(2),
  points: answer.whole(10),
  steps: answer.whole(1),
  waiting: answer.yesNo(true),
} as const;

/** As it stands, of a record without what is forgotten. */
export function figuresOf(document: ConductDocument) {
  const { record, procedure, person, waiting } = document;
  return {
    ...{ record, procedure, person, waiting },
    complaints: complaintsIn(document).length,
    points: pointsOf(document, ''),
    steps: stepsIn(document).length,
  };
}

export const conductRecords = list({
  name: 'conductRecords',
  summary:
    'Conduct records: confirmed complaints, points and steps by person, their own and those of whoever works below them (CON-1 … CON-4).',
  group: 'Conduct',
  at: 'conduct',
  who: { readers: ['operations', 'compliance'] },
  of: CONDUCT,
  filters: {
    procedure: procedureFilter,
    person: field.reference({ optional: true, of: 'staff', example: 'lin' }),
    month: optionalMonth,
    waiting: field.yesNo({
      optional: true,
      description: 'Only those in which somebody has to decide something.',
    }),
  },
  // What waits for nobody any more because it is forgotten was written as waiting.
  where: ({ asked: { procedure, person, month, waiting } }) =>
    equal({
      ...{ procedure, months: month, person: person === undefined ? undefined : personKey(person) },
      waiting: waiting === true ? true : undefined,
    }),
  order: () => ({ field: 'record', direction: 'ascending' }),
  moves: false,
  visible: (all: readonly ConductDocument[], { asked: { month, waiting }, reader, ports }) =>
    all
      .filter((each) => readsConduct(each, reader, ports))
      .map((each) => remembered(each, ports))
      .filter((each) => month === undefined || each.months.includes(month))
      .filter((each) => waiting === undefined || each.waiting === waiting),
  row: answer.object(recordShown),
  told: figuresOf,
  commandLine: {
    words: 'conduct list',
    description: 'confirmed complaints, points and steps by person',
    none: 'Nothing is recorded of anybody.',
    columns: {
      record: ({ record }) => record,
      person: ({ person }) => person,
      procedure: ({ procedure }) => procedure,
      complaints: ({ complaints }) => complaints,
      points: ({ points }) => points,
      steps: ({ steps }) => steps,
      'to decide': ({ waiting }) => waiting,
    },
    numeric: ['complaints', 'points', 'steps'],
  },
});
