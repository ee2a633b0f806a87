import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { check } from './check.ts';
import { fieldsOf, type BodyClass } from './shape.ts';

/**
 * Validates every argument whose class declares fields. Nest's own ValidationPipe recurses into whatever was sent and
 * costs about the time of the whole command; this one walks only what is declared.
 */
@Injectable()
export class CheckPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || metatype === undefined) return value;
    const body = metatype as BodyClass;
    return fieldsOf(body).size === 0 ? value : check(body, value ?? {});
  }
}
