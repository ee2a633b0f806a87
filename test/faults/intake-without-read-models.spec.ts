import { describe, expect, it } from 'vitest';
import { caseStreamOf } from '#cases';
import { openEngine, type RedressEngine } from '#engine';
import { ReadModelsUnavailable } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { withMongo } from '../contract/read-model-targets.ts';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';
import { afterwards, cleanUpAfterEach, kindsOr, newClusterAt } from './cluster-outage.fixtures.ts';

for (const kind of kindsOr('SQLite'))
  await withMongo(`${kind} and MongoDB`, (url) => {
    describe('while the read models are away', () => {
      cleanUpAfterEach();

      const log = async (engine: RedressEngine, caseId: string): Promise<string> => {
        const { outcome } = await engine.execute(logging(caseId));
        return outcome;
      };

      it('INT-10: complaints are taken, and what they may repeat is told once they are back', async () => {
        const { folder, servers, ways } = await newClusterAt(url(), kind);
        const open = async (more: object = {}): Promise<RedressEngine> => {
          const engine = await openEngine({ dataDirectory: folder, ...servers, ...more });
          afterwards(() => engine.close());
          return engine;
        };
        ways.MongoDB.refuse();
        // Where nothing is recorded yet, it is not known whose history this is.
        const engine = await open();
        await expect(log(engine, 'A')).rejects.toThrow(ReadModelsUnavailable);
        ways.MongoDB.restore();
        await eventually(
          () => engine.ready().then(
            () => true,
            () => false,
          ),
          'readiness',
        ); // prettier-ignore
        await hire(engine, { id: 'staff-1' });
        expect(await log(engine, 'A')).toBe('accepted');

        ways.MongoDB.refuse();
        expect(await log(engine, 'B')).toBe('accepted');
        const late = await open();
        expect(await log(late, 'C')).toBe('accepted');

        ways.MongoDB.restore();
        await open({ projections: 'inline', scheduler: true });
        const suspected = async (caseId: string): Promise<readonly string[]> =>
          (await engine.store.readStream(caseStreamOf(caseId)))
            .filter(({ type }) => type === 'DuplicateSuspected')
            .flatMap(({ data }) => (JSON.parse(data) as { of: readonly string[] }).of);
        await eventually(async () => (await suspected('C')).length > 0, 'the suspicions');
        expect([await suspected('B'), (await suspected('C')).toSorted()]).toEqual([['A'], ['A', 'B']]);
      });
    });
  });
