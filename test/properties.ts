import fc from 'fast-check';
import { isSearch, runs } from '#event-sourcing/testing';

/** The same examples for everybody, so that a commit is green or red for what it changes; whoever searches draws others. */
fc.configureGlobal({ numRuns: runs(100), ...(!isSearch && { seed: 20_261_127 }) });
