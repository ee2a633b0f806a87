export { account, accountContracts, type AccountEvent } from './account.fixture.ts';
export { anyStamp, deciderSpecification, eventOf, type Then, type When } from './decider-specification.ts';
export { MemoryEventStore } from './memory-event-store.ts';
export { simulatedTiming, swiftTiming, type SimulatedTiming } from './simulated-timing.ts';
export { isFullRun, isSearch, runs, sampled } from './thoroughness.ts';
export { arrives, eventually, turns } from './waiting.ts';
export { sumsOver } from './sums-over.ts';
