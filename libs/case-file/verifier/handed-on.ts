import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One after the other they are one program. */
const PARTS = ['proofs', 'bag-check', 'zip-reader', 'opened-check', 'verifier'] as const;
const IMPORTS = /^import [^;]*;\n/gm;
const EXPORTS = /(^|\*\/ )export (?=async |function |const )/gm;

const IS_SOURCE = import.meta.url.endsWith('.ts');

/** As it runs: a build has taken the types out already. */
async function partOf(name: string): Promise<string> {
  const file = path.join(import.meta.dirname, `${name}${IS_SOURCE ? '.ts' : '.js'}`);
  const text = readFileSync(file, 'utf8');
  const code = IS_SOURCE ? await withoutTypes(text) : text.replace(/\/\/# sourceMappingURL=.*\n?$/, '');
  return code.replace(IMPORTS, '').replace(EXPORTS, '$1');
}

async function withoutTypes(text: string): Promise<string> {
  const { transform } = await import('@swc/core');
  const { code } = await transform(text, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
  return code;
}

const programOf = async (last: 'in-page' | 'in-node'): Promise<string> =>
  (await Promise.all([...PARTS, last].map(partOf))).join('\n');

/** For Node from version 20.12 on, without anything else. */
export const verifierScript = async (): Promise<string> =>
  `${await programOf('in-node')}\nprocess.exitCode = await verifyAtTerminal(process.argv.slice(2));\n`;

/** One page, which asks the network for nothing: its own policy forbids it. */
export async function verifierPage(): Promise<string> {
  const script = `${await programOf('in-page')}\nshowIn(document);\n`;
  const hash = createHash('sha256').update(script).digest('base64');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'">
<title>Verify a case file · 核验案卷</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}input[type=text]{width:100%}#verdict{font-size:1.5rem;font-weight:bold}#findings{color:#a00}</style>
<h1>Verify a case file · 核验案卷</h1>
<p>Choose the archive as you received it (.zip). It is read on this machine, and sent nowhere. · 请选择收到的案卷压缩包；文件只在本机读取，不会上传。</p>
<p><input id="file" type="file" accept=".zip"></p>
<p><label>The key of the organisation, if you have it from elsewhere · 从其他渠道获得的机构公钥（可选）<br><input id="key" type="text" placeholder="redress/…+…+…"></label></p>
<p id="verdict" role="status"></p>
<ul id="findings"></ul>
<ul id="facts"></ul>
<script>${script}</script>
</html>
`;
}
