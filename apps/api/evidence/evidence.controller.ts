import { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { evidenceRead } from '#cases';
import { Allow, Caller, type Principal } from '../auth/index.ts';
import { CommandRoute, Envelope, type CommandAnswer, type CommandEnvelope } from '../commands/index.ts';
import { caseParameter, EvidenceFileRoute } from '../docs/index.ts';
import { CaseIdPipe } from '../http/case-id.pipe.ts';
import type { Reply, Request } from '../http/server-types.ts';
import { EvidenceQuery, type EvidenceFile } from './evidence.query.ts';
import { UploadEvidenceCommand } from './upload-evidence.command.ts';
import { EVIDENCE_ROUTE, EvidenceForm } from './evidence-route.ts';
import { assertMultipart } from './upload.ts';

@ApiTags('Investigation')
@Controller()
export class EvidenceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @CommandRoute(EVIDENCE_ROUTE)
  @EvidenceForm()
  addEvidence(
    @Req() request: Request,
    @Envelope(EVIDENCE_ROUTE) envelope: CommandEnvelope,
  ): Promise<CommandAnswer> {
    assertMultipart(request.isMultipart());
    return this.commands.execute(new UploadEvidenceCommand(request.parts(), envelope));
  }

  @Get('cases/:caseId/evidence/:evidence')
  @Allow(...evidenceRead.who.readers)
  @caseParameter()
  @EvidenceFileRoute()
  async evidence(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Param('evidence') evidence: string,
    @Caller() caller: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<StreamableFile> {
    return asDownload(
      await this.queries.execute(new EvidenceQuery(caseId, evidence, caller, request.id)),
      reply,
    );
  }
}

/** A download whatever it is: evidence is never shown inside our own origin. */
function asDownload(
  { mediaType, fileName, sha256, size, content }: EvidenceFile,
  reply: Reply,
): StreamableFile {
  void reply.header('etag', `"${sha256}"`);
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const disposition = `attachment; filename="${ascii}"; filename*=UTF-8''${encoded(fileName)}`;
  return new StreamableFile(asReadable(content), {
    type: mediaType,
    disposition,
    length: size,
  });
}

/** The file's own stream wherever it is one: whoever does not want it after all closes the file. */
const asReadable = (content: NodeJS.ReadableStream): Readable =>
  content instanceof Readable ? content : Readable.from(content, { objectMode: false });

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
