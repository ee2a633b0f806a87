export {
  ORGANISATION_ID,
  ORGANISATION_STREAM,
  organisationEventContracts,
  organisationStream,
} from './organisation/codec.ts';
export type { OrganisationContext } from './organisation/command.ts';
export {
  organisationCommands,
  type OrganisationCommand,
  type OrganisationCommands,
  type OrganisationCommandType,
} from './organisation/commands.ts';
export {
  organisationEventSchemas,
  type OrganisationEvent,
  type OrganisationEventData,
  type OrganisationEventDraft,
  type OrganisationEventType,
  type RecordedOrganisationEvent,
} from './organisation/events.ts';
export { evolve as evolveOrganisation } from './organisation/evolve.ts';
export {
  departmentCalled,
  departmentsOf,
  deputisedBy,
  holdingsOf,
  isDepartment,
  isDeserted,
  isPresent,
  isSite,
  levelsHeldBetween,
  notOneOfUs,
  personOf,
  placeOf,
  type Holding,
  type Whereabouts,
} from './organisation/holding.ts';
export { holdingsOver, levelsOver, type Superior } from './organisation/superiors.ts';
export { peopleCalled } from './organisation/names.ts';
export { organisationDecider } from './organisation/organisation.decider.ts';
export {
  holdsAt,
  nobodyYet,
  type Adoption,
  type MailAddress,
  type Organisation,
  type Person,
  type Post,
} from './organisation/state.ts';
export { InvalidRoster, parseRoster } from './roster/parse-roster.ts';
export { planRoster, type RosterPlan } from './roster/plan-roster.ts';
export type { Roster } from './roster/roster-fields.ts';
export { chartAt, type Chart } from './chart/chart.ts';
export type { OrganisationQueryPorts } from './chart/organisation.query.ts';
export { laddersOf, organisationAggregate, rulesKnown } from './organisation.aggregate.ts';
