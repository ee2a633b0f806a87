import type { PipeTransform } from '@nestjs/common';
import type { Fields } from '#event-sourcing';
import { check } from './check.ts';
import { spelledOut } from './query.ts';

/** Lets through only what the fields allow. */
export class BodyPipe implements PipeTransform {
  constructor(private readonly fields: Fields) {}

  transform(sent: unknown): object {
    return check(this.fields, sent ?? {});
  }
}

/** The same for a query string, where everything is text. */
export class QueryPipe implements PipeTransform {
  constructor(private readonly fields: Fields) {}

  transform(sent: object): object {
    return checkQuery(this.fields, sent);
  }
}

export const checkQuery = (fields: Fields, sent: object): object => check(fields, spelledOut(fields, sent));
