import { CASE_ID } from '#cases';
import { answer, type AnyAggregate } from '#event-sourcing';
import { reference, type Schema } from './schema.ts';

/** Name of the schema of what events of that type hold. */
export const eventSchemaName = (type: string): string => `${type}Event`;

/** An event as an answer tells it: its data is what its type says. */
const eventOf = (type: string): Schema =>
  answer.object({ type: { const: type }, 'data?': reference(eventSchemaName(type)) });

const oneOf = ([only, ...others]: readonly Schema[]): Schema =>
  only !== undefined && others.length === 0 ? only : { oneOf: [...(only ? [only] : []), ...others] };

/** Of what the commands of one kind answer. */
export const answerSchemaName = ({ kind }: Pick<AnyAggregate, 'kind'>): string =>
  `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Answer`;

export const commandAnswerSchema = ({ id, contracts }: AnyAggregate): Schema =>
  answer.object({
    [id.name]: answer.text(id.example),
    revision: answer.revision,
    position: answer.position,
    events: answer.list(oneOf(contracts.map(({ type }) => eventOf(type)))),
    repeated: answer.yesNo(false),
  });

/** One line of the history. */
const EVENT = answer.object({
  position: answer.position,
  stream: answer.text(`case-${CASE_ID}`),
  revision: answer.text('0'),
  id: answer.text('6f9619ff-8b86-5d01-b42d-00cf4fc964ff', { format: 'uuid' }),
  type: answer.text('ComplaintLogged'),
  'data?': answer.anything,
  'damaged?': answer.text('foreign-event', {
    description: 'In place of data and metadata: what stands there is not ours, or cannot be read.',
  }),
  'metadata?': {
    ...answer.anything,
    description: 'Actor, happenedAt, recordedAt, procedure, command, correlation.',
  },
});

/** The last line where there is more than was asked for. */
const MORE = answer.object({
  more: { ...answer.yesNo(true), description: 'There is more.' },
  after: { ...answer.position, description: 'Ask for what follows with `after`.' },
});

export const EVENT_LINE = { oneOf: [EVENT, MORE] };

export const SET_ASIDE = answer.object({
  stream: answer.text(`case-${CASE_ID}`),
  outcome: answer.oneOf(['set-aside', 'unchanged']),
  revision: answer.revision,
  position: answer.position,
});

export const PARKED_SETTLED = answer.object({
  projection: answer.text('open-cases'),
  stream: answer.text(`case-${CASE_ID}`),
  outcome: answer.oneOf(['released', 'discarded']),
  events: answer.whole(3),
});
