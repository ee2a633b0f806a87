import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandId } from '#event-sourcing';
import { textOfFile } from '#procedures';
import { logging } from '../../test/complaints.ts';
import { hire } from '../../test/organisation.ts';
import { openEngine, type RedressEngine } from './compose.ts';

const CASE = '7F3K-9M2Q-X4TB';
const SHIPPED = new URL('../procedures/shipped/residential-property.yaml', import.meta.url);
const OWN = textOfFile(fileURLToPath(SHIPPED)).replace('id: residential-property', 'id: own-property');
const own = { id: 'own-property', version: 1 };
const complaint = logging(CASE, { procedure: own });

describe('the rules that a case was opened under (D13)', () => {
  let folder = '';
  let engine: RedressEngine | undefined;

  const openWith = async (text: string): Promise<RedressEngine> => {
    await engine?.close();
    await writeFile(path.join(folder, 'rules', 'own.yaml'), text);
    const dataDirectory = path.join(folder, 'data');
    engine = await openEngine({ dataDirectory, procedureDirectory: path.join(folder, 'rules') });
    return engine;
  };
  const acknowledges = async (opened: RedressEngine, times: number): Promise<unknown> => {
    const command = { type: 'SendAcknowledgement', data: { method: 'phone' } } as const;
    const request = { ...complaint, command, commandId: commandId('acknowledge', times) };
    const { outcome, ...found } = await opened.execute(request);
    return 'refusal' in found ? found.refusal.code : outcome;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-rules-'));
    await mkdir(path.join(folder, 'rules'));
    const opened = await openWith(OWN);
    await hire(opened, { id: 'staff-1' });
    expect(await opened.execute(complaint)).toMatchObject({ outcome: 'accepted' });
  });
  afterEach(async () => {
    await engine?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('D13 refuses to go on under a version whose file says something else by now', async () => {
    const changed = await openWith(OWN.replace('allowance: 1 month', 'allowance: 2 months'));
    expect(await acknowledges(changed, 1)).toBe('rules-changed');
    expect(await changed.execute(logging('8G4L-AN3R-Y5VC', { procedure: own }))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await acknowledges(await openWith(OWN), 2)).toBe('accepted');
  });

  it('D13 does not mind other comments and another layout', async () => {
    const rewritten = OWN.replace(/# CLS-3[^\n]*/, '# as the manual has it').replace(
      'pauseReasons: [waitingForComplainant, waitingForThirdParty]',
      'pauseReasons:\n  - waitingForComplainant\n  - waitingForThirdParty',
    );
    expect(rewritten).not.toBe(OWN);
    expect(await acknowledges(await openWith(rewritten), 1)).toBe('accepted');
  });
});
