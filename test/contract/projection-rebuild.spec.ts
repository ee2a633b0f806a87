import { brokenOffContract } from './projection-rebuild-broken-off.contract.ts';
import { rebuildContract } from './projection-rebuild.contract.ts';
import { rebuildHarness } from './projection-rebuild.harness.ts';
import { onEveryReadModelStore } from './read-model-targets.ts';

await onEveryReadModelStore('rebuild', (target) => {
  const desk = rebuildHarness(target);
  rebuildContract(desk);
  brokenOffContract(desk);
});
