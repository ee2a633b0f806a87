import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Reader } from '#cases';
import { evidenceDownloaded } from '#engine';
import type { Principal } from '../auth/index.ts';
import { ENGINE, type ApiEngine } from '../options.ts';
import { Problem } from '../problems/index.ts';
import { readerFor } from '../queries/index.ts';
import { addedEvidence, type Added } from './added.ts';

export type EvidenceFile = Pick<Added, 'mediaType' | 'fileName' | 'sha256'> & {
  readonly size: number;
  readonly content: NodeJS.ReadableStream;
};

export class EvidenceQuery extends Query<EvidenceFile> {
  constructor(
    readonly caseId: string,
    readonly evidence: string,
    readonly caller: Principal,
    readonly correlationId: string,
  ) {
    super();
  }
}

/** Asks the history itself: a file that was just added is there at once. */
@QueryHandler(EvidenceQuery)
export class EvidenceHandler implements IQueryHandler<EvidenceQuery> {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  async execute({ caseId, evidence, caller, correlationId }: EvidenceQuery): Promise<EvidenceFile> {
    const reader = await readerFor(this.engine, caller);
    const { as, added } = await this.engine.settled(
      () => this.#look(caseId, evidence, reader),
      (found) => found.added !== undefined,
    );
    const file = added && (await this.engine.evidence.get(added.sha256, caseId));
    if (added === undefined || file === undefined)
      throw new Problem(404, 'evidence-not-found', 'The case has no such evidence.');
    if (as === 'compliance')
      await this.engine.audit({
        command: evidenceDownloaded(caseId, evidence),
        ...{ actor: { id: reader.id, role: as }, correlationId },
      });
    return { mediaType: added.mediaType, fileName: added.fileName, sha256: added.sha256, ...file };
  }

  async #look(caseId: string, evidence: string, reader: Reader) {
    const as = await this.engine.queries.readsAs(caseId, reader);
    if (as === undefined) return { as };
    return { as, added: await addedEvidence(this.engine, caseId, (each) => each.evidence === evidence) };
  }
}
