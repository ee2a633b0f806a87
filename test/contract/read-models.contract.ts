import { afterEach, beforeEach, describe } from 'vitest';
import type { FreshReadModels, ReadModelTarget } from './read-model-targets.ts';
import { documents } from './read-models.documents.ts';
import { cases, type Fixture } from './read-models.fixtures.ts';
import { generations, parkedEvents } from './read-models.generations.ts';
import { checkpointsAndLeases } from './read-models.leases.ts';
import { appliesBatchesOnce } from './read-models.property.ts';
import { pages, queries } from './read-models.queries.ts';
import { walks } from './read-models.walks.ts';

/** What every read-model store must do (design D6). */
export function readModelsContract(target: ReadModelTarget): void {
  let models: FreshReadModels;
  const fixture: Fixture = {
    get store() {
      return models.readModels;
    },
    get models() {
      return models;
    },
  };

  beforeEach(async () => {
    models = await target.fresh();
    await models.readModels.ensure(cases);
  });
  afterEach(() => target.dispose());

  describe('documents', () => {
    documents(fixture);
  });
  describe('queries', () => {
    queries(fixture);
  });
  describe('pages', () => {
    pages(fixture);
  });
  describe('walks through pages', () => {
    walks(fixture);
  });
  describe('checkpoints and leases', () => {
    checkpointsAndLeases(fixture);
  });
  describe('parked events', () => {
    parkedEvents(fixture);
  });
  describe('generations', () => {
    generations(fixture);
  });
  describe('applying batches', () => {
    appliesBatchesOnce(() => fixture.store);
  });
}
