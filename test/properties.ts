import fc from 'fast-check';
import { isFullRun, runs } from '#event-sourcing/testing';

/** The same examples for everybody in every ordinary run; other ones each time in the full one, which says its seed when it fails. */
fc.configureGlobal({ numRuns: runs(100), ...(!isFullRun && { seed: 20_261_127 }) });
