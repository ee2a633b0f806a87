import { Injectable, type PipeTransform } from '@nestjs/common';
import { caseIdParam } from './params.ts';

@Injectable()
export class CaseIdPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    return caseIdParam(text);
  }
}
