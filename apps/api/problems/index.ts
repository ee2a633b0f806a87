export { clientErrorHandler, pathOf, ProblemFilter, sendProblem, titleOf } from './problem.filter.ts';
export { problemOf } from './problem-of.ts';
export {
  catchingUp,
  invalidInput,
  later,
  malformed,
  noSuch,
  notValidHere,
  Problem,
  unacceptable,
  unauthenticated,
  unknownPosition,
} from './problem.ts';
export { refusalProblem } from './refusal-status.ts';
