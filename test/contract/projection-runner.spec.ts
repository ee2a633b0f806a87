import { catchingUpContract } from './projection-catching-up.contract.ts';
import { handoverContract } from './projection-handover.contract.ts';
import { headsContract } from './projection-heads.contract.ts';
import { leasesContract } from './projection-leases.contract.ts';
import { liveContract } from './projection-live.contract.ts';
import { poisonContract } from './projection-poison.contract.ts';
import { oversizedContract } from './projection-oversized.contract.ts';
import { upgradeContract } from './projection-upgrade.contract.ts';
import { sumsContract } from './projection-sums.contract.ts';
import { sharingContract } from './projection-sharing.contract.ts';
import { projectionHarness } from './projection.harness.ts';
import { onEveryReadModelStore } from './read-model-targets.ts';

await onEveryReadModelStore('projection runner', (target) => {
  const harness = projectionHarness(target);
  catchingUpContract(harness);
  poisonContract(harness);
  oversizedContract(harness);
  upgradeContract(harness);
  leasesContract(harness);
  liveContract(harness);
  headsContract(harness);
  handoverContract(harness);
  sharingContract(harness);
  sumsContract(harness);
});
