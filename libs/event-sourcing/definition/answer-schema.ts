import type { JsonSchema } from './field-schema.ts';

const text = (example: string, more: JsonSchema = {}): JsonSchema => ({ type: 'string', example, ...more });

/** Keys that end in `?` may be absent; nothing else is answered. */
const object = (properties: Readonly<Record<string, JsonSchema>>, description?: string): JsonSchema => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !name.endsWith('?')),
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name.replace(/\?$/, ''), schema]),
  ),
  additionalProperties: false,
  ...(description === undefined ? {} : { description }),
});

const list = (items: JsonSchema, more: JsonSchema = {}): JsonSchema => ({ type: 'array', items, ...more });

/** What is wrong with the history of one stream, as answers tell it. */
export const damageNotice = {
  finding: text('foreign-event', {
    description:
      'deleted, missing-events, foreign-event, unreadable-event, key-missing, access-denied or not-read-back',
  }),
  message: text('The history of case-7F3K-9M2Q-X4TB holds an event that this product has not recorded.'),
  'revision?': text('3'),
  'position?': text('0000000000000000042'),
  'event?': text('6f9619ff-8b86-5d01-b42d-00cf4fc964ff', {
    description: 'Id of the event that stands there.',
  }),
  'type?': text('Noted'),
};

/** Describes what a query answers, each value with an example that could come. */
export const answer = {
  text,
  object,
  list,
  oneOf: (values: readonly string[], example = values[0]): JsonSchema => ({
    type: 'string',
    enum: [...values],
    example,
  }),
  whole: (example: number): JsonSchema => ({ type: 'integer', example }),
  yesNo: (example: boolean): JsonSchema => ({ type: 'boolean', example }),
  instant: (example = '2026-09-30T08:55:00.000Z'): JsonSchema => text(example, { format: 'date-time' }),
  happenedAt: text('2026-09-30T08:55:00.000Z', {
    description: 'An instant, or a day when no time is known.',
  }),
  /** Described elsewhere, or as rich as what was recorded. */
  anything: { type: 'object', additionalProperties: true } satisfies JsonSchema,
  position: text('0000000000000000042', { description: 'Opaque; for minPosition and after.' }),
  revision: text('12', { description: 'Of the last event; the ETag without quotes.' }),
  page: (items: JsonSchema, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema =>
    object({
      items: list(items),
      ...more,
      'nextCursor?': text('eyJrIjpbXX0', { description: 'Absent on the last page.' }),
    }),
} as const;
