export { Type } from './type.ts';
export type { Static, TSchema } from 'typebox';
