export { check } from './check.ts';
export { BodyPipe, checkQuery, QueryPipe } from './fields.pipe.ts';
