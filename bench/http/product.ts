import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandId } from '#event-sourcing';
import { caseIdFrom } from '#cases';
import { dataFolder, silentLogger } from '#platform';
import { openEngine, type EngineSettings } from '#engine';
import { openLocalIssuer } from '#keys';
import { staffTheBench } from '../organisation.ts';
import { environmentOf, type Servers } from '../../test/servers/environment.ts';
import type { Sent } from './load.ts';
import { startServer, type RunningServer } from '../server.ts';

/** The product as `redress serve` runs it, on a folder with some open cases. */
export interface Product extends RunningServer {
  readonly token: string;
  /** Seconds until the read models have seen everything. */
  caughtUp(): Promise<number>;
  readonly log: () => Sent;
  readonly recordFinding: () => Sent;
}

let number = 0;

/** What a desk writes down of a telephone call. */
const complaint = () => ({
  procedure: { id: 'residential-property', version: 1 },
  contactKind: 'complaint' as const,
  channel: 'phone' as const,
  complainant: {
    kind: 'individual' as const,
    name: `Li Na ${String((number += 1))}`,
    phone: `+86 1${String(number).padStart(9, '0')}`,
    address: 'Building 3, flat 1202',
  },
  description: `The lift in building ${String(number % 40)} has been out of order since Monday. Nobody answers the telephone of the property office, and my mother cannot leave the twelfth floor.`,
  wanted: 'A lift that runs, and an apology.',
  place: 'Building 3, lift B',
});

const finding = () => ({
  kind: 'inspection',
  content: `Inspection ${String((number += 1))}: the controller of the lift had failed on Monday morning; the maintenance firm was called twice.`,
  from: 'The technician on duty',
  evidence: [],
});

/** `imports`: files that the server imports before anything else. */
export async function startProduct(
  folder: string,
  cases: number,
  servers: Servers = {},
  imports: readonly string[] = [],
): Promise<Product> {
  const caseIds = await openCases({ dataDirectory: folder, ...servers }, cases);
  const issuer = await openLocalIssuer(dataFolder(folder).keys);
  const token = await issuer.issueToken({ sub: 'wu.tao', roles: ['operations', 'admin'], ttlSeconds: 3600 });
  const server = await startServer({
    file: 'apps/cli/main.ts',
    args: ['serve', '--data', folder, '--port', '0'],
    env: environmentOf(servers),
    imports,
  });
  let next = 0;
  return {
    ...server,
    token,
    caughtUp: () => caughtUp(server.url, token),
    log: () => ({ path: '/cases', body: JSON.stringify(complaint()) }),
    recordFinding: () => {
      next = (next + 1) % caseIds.length;
      return { path: `/cases/${caseIds[next] ?? ''}/record-finding`, body: JSON.stringify(finding()) };
    },
  };
}

async function openCases(
  settings: Servers & Pick<EngineSettings, 'dataDirectory'>,
  cases: number,
): Promise<readonly string[]> {
  const engine = await openEngine({ ...settings, log: silentLogger });
  const actor = { id: 'lin.yue', role: 'operations' };
  const ids = Array.from({ length: cases }, () => randomUUID() as CommandId);
  try {
    await staffTheBench(engine);
    await Promise.all(
      ids.map((commandId) => {
        const command = { type: 'LogComplaint', data: complaint() } as const;
        return engine.execute({ caseId: caseIdFrom(commandId), command, actor, commandId });
      }),
    );
    await engine.catchUp();
  } finally {
    await engine.close();
  }
  return ids.map(caseIdFrom);
}

interface Projections {
  readonly projections: readonly { readonly caughtUp: boolean }[];
}

async function caughtUp(url: string, token: string): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const answer = await fetch(`${url}/projections`, { headers: { authorization: `Bearer ${token}` } });
    const found = (await answer.json()) as Projections | Projections['projections'];
    const projections = 'projections' in found ? found.projections : found;
    if (projections.every((each) => each.caughtUp)) return (performance.now() - begun) / 1000;
    await sleep(20);
  }
}
