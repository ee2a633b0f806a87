import { Body, Controller, Header, HttpCode, Inject, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { makeCaseFile, NothingProven, zipped, type CaseFile } from '#case-file';
import { caseFileRead } from '#cases';
import type { Instant } from '#event-sourcing';
import { Allow, Caller, type Principal } from '../auth/index.ts';
import { caseParameter, CaseFileRoute } from '../docs/index.ts';
import { BodyPipe } from '../fields/index.ts';
import { CaseIdPipe } from '../http/case-id.pipe.ts';
import type { Request } from '../http/server-types.ts';
import { ENGINE, type ApiEngine } from '../options.ts';
import { later, Problem } from '../problems/index.ts';
import { readerFor } from '../queries/index.ts';
import { caseFileFields, type CaseFileAsked } from './case-file.fields.ts';

/** A case to be taken along; it changes nothing but the record of who has done so (ARC-1, PRI-1). */
@ApiTags('Cases')
@Controller()
export class CaseFileController {
  constructor(@Inject(ENGINE) private readonly engine: ApiEngine) {}

  @Post('cases/:caseId/case-file')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Allow(...caseFileRead.who.readers)
  @caseParameter()
  @CaseFileRoute(caseFileFields)
  async caseFile(
    @Param('caseId', CaseIdPipe) caseId: string,
    @Body(new BodyPipe(caseFileFields)) asked: CaseFileAsked,
    @Caller() caller: Principal,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const made = await this.#make(caseId, asked, caller, request.id);
    if (made === undefined) throw new Problem(404, 'case-not-found', `There is no case ${caseId}.`);
    const folder = `case-${caseId}`;
    return new StreamableFile(zipped(made.files, { folder, madeAt: made.madeAt }), {
      type: 'application/zip',
      disposition: `attachment; filename="${folder}.zip"`,
    });
  }

  async #make(
    caseId: string,
    { asOf, knownAt, language = 'en', redact = [] }: CaseFileAsked,
    caller: Principal,
    correlationId: string,
  ): Promise<CaseFile | undefined> {
    const reader = await readerFor(this.engine, caller);
    const moment = {
      // The check has brought both to instants.
      ...(asOf !== undefined && { asOf: asOf as Instant }),
      ...(knownAt !== undefined && { knownAt: knownAt as Instant }),
    };
    const madeBy = { id: reader.id, role: 'operations' };
    const request = { caseId, ...moment, language, redact, reader, madeBy, correlationId };
    try {
      return await makeCaseFile({ ...request, through: 'api' }, this.engine);
    } catch (error) {
      if (error instanceof NothingProven) throw later('nothing-proven', error.message, 5);
      throw error;
    }
  }
}
