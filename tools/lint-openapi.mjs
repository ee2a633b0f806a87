// The description of the API, as it is served, against the rules of redocly.yaml; a warning is an error.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

const shell = process.platform === 'win32';
const described = spawnSync('npm', ['run', '--silent', 'openapi'], {
  encoding: 'utf8',
  shell,
  maxBuffer: 64 * 1024 ** 2,
});
if (described.status !== 0) throw new Error(described.stderr);
const folder = mkdtempSync(path.join(tmpdir(), 'redress-openapi-'));
const file = path.join(folder, 'openapi.json');
writeFileSync(file, described.stdout);
const lint = spawnSync('redocly', ['lint', '--config', 'redocly.yaml', '--max-problems', '20', file], {
  encoding: 'utf8',
  shell,
  // Nobody is told that it ran.
  env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
});
rmSync(folder, { recursive: true });
const said = `${lint.stdout}${lint.stderr}`;
const clean = lint.status === 0 && !/warning/i.test(said);
process.stdout.write(clean ? 'The description of the API has neither errors nor warnings.\n' : said);
process.exitCode = clean ? 0 : 1;
