export { Type } from './type.ts';
export type { Static, TSchema } from 'typebox';
export { instantField, oneOf, record, reference } from './stored.ts';
