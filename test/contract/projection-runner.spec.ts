import { projectionRunnerContract } from './projection-runner.contract.ts';
import { onEveryReadModelStore } from './read-model-targets.ts';

await onEveryReadModelStore('projection runner', projectionRunnerContract);
