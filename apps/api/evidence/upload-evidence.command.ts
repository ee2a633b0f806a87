import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Multipart } from '@fastify/multipart';
import type { ArrivedEvidence } from '#engine';
import { order, type CommandAnswer, type CommandEnvelope, type ExecuteCommand } from '../commands/index.ts';
import { withHeaders } from '../http/revised.ts';
import { ENGINE, type ApiEngine } from '../options.ts';
import { addedEvidence, type Added } from './added.ts';
import { EVIDENCE_ROUTE } from './evidence-route.ts';
import { readUpload, type Upload } from './upload.ts';

/** Stands for the one that has not come yet. */
const SOME_FILE = {
  ...{ sha256: '0'.repeat(64), size: 1, mediaType: 'application/octet-stream', fileName: 'evidence' },
};

export class UploadEvidenceCommand extends Command<CommandAnswer> {
  constructor(
    readonly parts: AsyncIterable<Multipart>,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

/** Its own handler, because the file goes to another store before the case hears of it (INV-2). */
@CommandHandler(UploadEvidenceCommand)
export class UploadEvidenceHandler implements ICommandHandler<UploadEvidenceCommand> {
  constructor(
    @Inject(ENGINE) private readonly engine: ApiEngine,
    private readonly commands: CommandBus,
  ) {}

  async execute({ parts, envelope }: UploadEvidenceCommand): Promise<CommandAnswer> {
    // Before anything is written to disk: what would be refused is not received.
    await this.commands.execute(order(EVIDENCE_ROUTE, SOME_FILE, { ...envelope, rehearsal: true }));
    const { upload, file } = await readUpload(parts, (content) =>
      this.engine.evidence.receive(content, envelope.actor.id),
    );
    const withheld = await this.#admit(file, order(EVIDENCE_ROUTE, upload, { ...envelope, rehearsal: true }));
    const answer = await this.commands.execute(order(EVIDENCE_ROUTE, upload, envelope));
    const location = await this.#locationOf(answer, envelope.id ?? '', upload);
    return withHeaders(answer, {
      ...(location !== undefined && { location }),
      ...(withheld !== undefined && { 'x-quarantined': withheld }),
    });
  }

  /** What the case does not take leaves nothing on the disk. */
  async #admit(file: ArrivedEvidence, rehearsal: ExecuteCommand): Promise<string | undefined> {
    try {
      await this.commands.execute(rehearsal);
      return await file.admit(rehearsal.envelope.id ?? '');
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  /** Where the file is: the answer tells it when this command added it, and the history when it had been added before. */
  async #locationOf(
    { events }: CommandAnswer,
    caseId: string,
    { sha256, fileName }: Upload,
  ): Promise<string | undefined> {
    const own = events.find(({ type }) => type === 'EvidenceAdded')?.data as Added | undefined;
    const isIt = (each: Added): boolean => each.sha256 === sha256 && each.fileName === fileName;
    const added = own ?? (await addedEvidence(this.engine, caseId, isIt));
    return added && `/cases/${caseId}/evidence/${added.evidence}`;
  }
}
