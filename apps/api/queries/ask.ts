import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { caseStreamOf, type Reader } from '#cases';
import { isOfOneCase, onRecord } from '#engine';
import type { AnyQuery, Position } from '#event-sourcing';
import type { Principal } from '../auth/index.ts';
import { withPosition, withRevision } from '../http/revised.ts';
import { ENGINE, LIMITS, type ApiEngine, type ApiLimits } from '../options.ts';
import { Problem, refusalProblem } from '../problems/index.ts';
import { assertTrue, awaitPosition } from './await-position.ts';
import { readerFor } from './reader.ts';

/** Any query, as one person asks it. */
export class Ask extends Query<unknown> {
  constructor(
    readonly query: AnyQuery,
    /** Checked against the fields of the query. */
    readonly asked: object,
    readonly caller: Principal,
    /** The position that the answer must include (D10). */
    readonly since: Position | undefined,
    readonly correlationId: string,
  ) {
    super();
  }
}

@QueryHandler(Ask)
export class AskHandler implements IQueryHandler<Ask> {
  constructor(
    @Inject(ENGINE) private readonly engine: ApiEngine,
    @Inject(LIMITS) private readonly limits: ApiLimits,
  ) {}

  async execute({ query, asked, caller, since, correlationId }: Ask): Promise<unknown> {
    const readModels = query.reads(asked as never);
    // Whoever names a position has all that they asked for once it is reached.
    if (since === undefined) await assertTrue(this.engine, readModels);
    else await awaitPosition(this.engine, since, readModels, this.limits.freshMillis);
    const reader = await readerFor(this.engine, caller);
    // Before it is answered: of anything later it may tell, or may not.
    const position = (await this.engine.asOf(readModels)) ?? (await this.engine.store.head());
    const ask = (): Promise<unknown> => this.engine.queries.ask(query, asked, reader);
    const answer = await this.engine.settled(
      async () => (await ask()) ?? ((await this.#comesToBe(query, asked)) ? await ask() : undefined),
      (found) => found !== undefined,
      since,
    );
    if (answer === undefined) throw absence(query, asked);
    await this.#record(query, asked, reader, correlationId);
    const told = query.revised === true ? revised(answer as { readonly revision: string }) : answer;
    return withPosition(told, position);
  }

  /** A case that the history has is no absent one: whoever was told where it stands finds it there (D10). */
  async #comesToBe(query: AnyQuery, asked: object): Promise<boolean> {
    if (!('caseId' in asked)) return false;
    const [first] = await this.engine.store.readStream(caseStreamOf(String(asked.caseId)), { limit: 1 });
    if (first === undefined) return false;
    const readModels = query.reads(asked as never);
    await awaitPosition(this.engine, first.position, readModels, this.limits.freshMillis);
    return true;
  }

  /** PRI-1: who reads without handling the case is on record before the answer is out. */
  async #record(query: AnyQuery, asked: object, reader: Reader, correlationId: string): Promise<void> {
    const overseen = isOfOneCase(query, asked) && reader.roles.includes('compliance');
    // Of a case whose history is damaged nobody can tell that they handle it.
    const as = overseen
      ? ((await this.engine.queries.readsAs(asked.caseId, reader)) ?? 'compliance')
      : undefined;
    const found = onRecord(query, asked, reader, as);
    if (found === undefined) return;
    const { role, command } = found;
    await this.engine.audit({ command, actor: { id: reader.id, role }, correlationId });
  }
}

const revised = (answer: { readonly revision: string }): object =>
  withRevision({ ...answer }, answer.revision);

const absence = ({ absent }: AnyQuery, asked: object): Problem =>
  absent === undefined
    ? new Problem(404, 'not-found', 'There is no such thing.')
    : refusalProblem(absent(asked as never));
