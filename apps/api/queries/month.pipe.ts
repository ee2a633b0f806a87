import { Injectable, type PipeTransform } from '@nestjs/common';
import { malformed } from '../problems/index.ts';
import { isMonth } from './filters.ts';

@Injectable()
export class MonthPipe implements PipeTransform<string, string> {
  transform(month: string): string {
    if (isMonth(month)) return month;
    throw malformed('month', 'must be a month such as 2026-09');
  }
}
