import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
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
    const as = await this.engine.queries.readsAs(caseId, reader);
    const added =
      as !== undefined
        ? await addedEvidence(this.engine, caseId, (each) => each.evidence === evidence)
        : undefined;
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
}
