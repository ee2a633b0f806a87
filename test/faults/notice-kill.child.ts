import { dispatch, NOW, telling } from './notice-kill.fixtures.ts';

/** Opens the folder in which a case is ready, sends its form, and tells people of it, until it is killed somewhere on the way. */
const [folder = '', url = '', secretFile = ''] = process.argv.slice(2);
const engine = await telling(folder, NOW, url, secretFile);
await dispatch(engine);
await engine.close();
process.stdout.write('told\n');
