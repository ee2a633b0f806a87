import { applyRoster, type RedressEngine } from '#engine';
import { laddersOf, parseRoster } from '#organisation';

const ROSTER = `
since: 2020-01-01T00:00:00Z
departments:
  - { id: customer-service, name: Customer service }
  - { id: sales-floor, name: Sales floor }
  - { id: fresh-food, name: Fresh food }
people:
  - { id: lin.yue, name: Lin Yue, levels: [{ procedure: residential-property, level: frontline }] }
  - { id: wu.tao, name: Wu Tao, levels: [{ procedure: residential-property, level: frontline }] }
  - { id: mei.fang, name: Mei Fang, levels: [{ procedure: supermarket-authority, level: frontline }] }
  - id: cai.jun
    name: Cai Jun
    departments: [customer-service, sales-floor, fresh-food]
    levels: [{ procedure: supermarket-authority, level: frontline }]
  - { id: song.yi, name: Song Yi, levels: [{ procedure: supermarket-authority, level: customer-service-supervisor }] }
`;

/** Whoever acts in the runs works there. */
export async function staffTheBench(engine: RedressEngine): Promise<void> {
  const roster = parseRoster('bench', ROSTER, laddersOf(engine.procedures));
  const { applied, refusals } = await applyRoster(engine, roster, { by: 'bench' });
  if (!applied) throw new Error(`the organisation is refused: ${JSON.stringify(refusals)}`);
}
