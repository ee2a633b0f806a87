// The compiler emits only code; what the code reads beside itself (procedure files, schemas) is copied as it is.
import { cpSync, existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ASSET = /\.(ya?ml|json|sql|csv)$/;
const at = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const isAsset = (path) =>
  statSync(path).isDirectory() || (ASSET.test(path) && !path.endsWith('package.json'));

for (const folder of ['libs', 'apps'].filter((name) => existsSync(at(name)))) {
  cpSync(at(folder), at(`dist/${folder}`), { recursive: true, filter: isAsset });
}
