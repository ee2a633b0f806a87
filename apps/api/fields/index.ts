export { check } from './check.ts';
export { CheckPipe } from './check.pipe.ts';
export {
  Choice, ChoiceList, DayField, InstantField, Nested, NestedList, Pattern, Percent, Reference, ReferenceList, Text,
  WholeNumber, YesNo,
} from './fields.ts'; // prettier-ignore
export { QueryNumber, QueryYesNo } from './query-fields.ts';
export type { BodyClass } from './shape.ts';
