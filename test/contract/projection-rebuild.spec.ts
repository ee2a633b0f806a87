import { rebuildContract } from './projection-rebuild.contract.ts';
import { onEveryReadModelStore } from './read-model-targets.ts';

await onEveryReadModelStore('rebuild', rebuildContract);
