export { check } from './check.ts';
export { BodyPipe, QueryPipe } from './fields.pipe.ts';
