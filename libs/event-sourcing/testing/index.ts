export { anyStamp, deciderSpecification, eventOf, type Then, type When } from './decider-specification.ts';
export { MemoryEventStore } from './memory-event-store.ts';
