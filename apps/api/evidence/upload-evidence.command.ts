import { Inject } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Multipart } from '@fastify/multipart';
import { caseStreamOf } from '#cases';
import { order, type CommandAnswer, type CommandEnvelope } from '../commands/index.ts';
import { ENGINE, type ApiEngine } from '../options.ts';
import { Problem } from '../problems/index.ts';
import { readUpload } from './upload.ts';

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
    await this.#assertCase(envelope.caseId ?? '');
    const upload = await readUpload(parts, this.engine.evidence);
    return this.commands.execute(order('AddEvidence', upload, envelope));
  }

  /** Before anything is written to disk. */
  async #assertCase(caseId: string): Promise<void> {
    const [first] = await this.engine.store.readStream(caseStreamOf(caseId), { limit: 1 });
    if (first === undefined) throw new Problem(404, 'case-not-found', 'There is no such case.');
  }
}
