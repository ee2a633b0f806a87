import { expect, it } from 'vitest';
import { answer } from './answer-schema.ts';
import { foundBy } from './read-model.ts';

const document = answer.object({
  caseId: answer.text('A'),
  'open?': answer.yesNo(true),
  parts: answer.object({ 'ending?': answer.oneOf(['closed', 'merged']), count: answer.whole(1) }),
  flags: answer.list(answer.text('safety')),
});

it('D6: documents are found by what their schema describes, each of the kind that it has there', () => {
  const indexes = [['open', 'parts.ending'], ['parts.count']];
  expect(foundBy(document, { indexes, filters: ['caseId'] })).toEqual({
    indexes,
    fields: { open: 'boolean', 'parts.ending': 'text', 'parts.count': 'number', caseId: 'text' },
  });
});

it.each(['owner', 'parts.owner', 'parts', 'flags'])('D6: not by %s', (name) => {
  expect(() => foundBy(document, { indexes: [[name]] })).toThrow(name);
});
