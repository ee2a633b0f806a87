import { afterEach, beforeEach, expect, it } from 'vitest';
import { CASE_DETAILS, LISTED_CASES } from '#cases';
import { createServing, type Position, type ReadModelStore } from '#event-sourcing';
import { simulatedTiming } from '#event-sourcing/testing';
import { openSqliteReadModels } from '#read-models';
import { openedOtherwise } from './opened-otherwise.ts';

let store: ReadModelStore;
beforeEach(async () => {
  store = openSqliteReadModels({ file: ':memory:' });
  for (const each of [LISTED_CASES, CASE_DETAILS]) await store.ensure(each);
});
afterEach(() => store.close());

const opened = async (caseId: string, procedureVersion: number, rules: string): Promise<void> => {
  const place = { id: caseId, position: '0000000001' as Position };
  const procedure = { id: 'bank', version: procedureVersion, rules };
  const listed = { caseId, procedure: 'bank', procedureVersion, open: true };
  await store.write(LISTED_CASES, [{ ...place, document: listed }]);
  await store.write(CASE_DETAILS, [{ ...place, document: { caseId, state: { procedure } } }]);
};
const asked = (version: number, rules: string): Promise<boolean> =>
  openedOtherwise({ readModels: createServing(store).reads, timing: simulatedTiming() })({
    ...{ id: 'bank', version, rules },
  });

it('D13 the cases of another version hide none that was opened by another text of this one', async () => {
  for (let each = 0; each < 120; each += 1) await opened(`a-${String(each)}`, 2, 'second');
  await opened('z', 1, 'as it was');
  expect(await asked(1, 'edited')).toBe(true);
  expect(await asked(1, 'as it was')).toBe(false);
  expect(await asked(2, 'second')).toBe(false);
  expect(await asked(3, 'third')).toBe(false);
});
