import { expect } from 'vitest';
import { parseProcedure } from '../parse.ts';
import { InvalidProcedure, type ProcedureProblem } from '../invalid-procedure.ts';

export const SOUND = `
id: corner-shop
version: 2
title: Corner shop
source: a leaflet
timeZone: Europe/Berlin
currency: EUR
calendar: { holidays: none, workingWeekdays: [1, 2, 3, 4, 5, 6], openingHours: ['08:00-12:00', '13:00-18:00'] }
severities:
  - { id: small, title: Small }
  - { id: big, title: Big, criteria: { injury: Somebody was hurt } }
categories:
  - id: goods
    title: Goods
    leaves:
      - { id: broken, title: Broken, synonyms: [defect] }
      - { id: stale, title: Stale }
rootCauses: { storage: Stored badly }
ladder:
  - { id: keeper, title: Shop keeper }
  - { id: owner, title: Owner }
bodies: [{ id: auditors, title: Auditors }]
reviews: [{ by: auditors, before: offered, when: { severities: [big] } }, { by: owner, before: closed }]
directRoutes:
  - { to: owner, when: { severities: [big], respondentLevelAtLeast: keeper }, rule: AUT-1 }
flagEffects:
  - { flag: media, raiseSeverityTo: big, notifyLevel: owner }
routing:
  default: counter
  routes:
    - { category: goods/broken, department: workshop }
  notify: { big: owner }
authority:
  matters:
    - { id: dear, level: owner, when: { valueAtLeast: '500.00' } }
  compensation: { frontline: '5.00', keeper: '50.00', owner: unlimited }
  remedies: { discount: { keeper: 8.8折, owner: '30%' }, gift: { keeper: '20.00', owner: unlimited } }
clocks:
  - id: reply
    kind: firstReply
    title: Reply
    rule: CLK-10
    starts: received
    stops: [answered]
    allowance: 24h
    warnAt: 0.5
  - id: resolve
    kind: resolve
    title: Resolve
    rule: CLK-3
    starts: received
    stops: [resolved]
    when: { channels: [desk], valueBelow: '10.00' }
    allowance:
      bySeverity: { small: 3 business days, big: same day }
    pausable: true
extensions:
  - { clock: resolve, severities: [big], when: { outcomes: [substantiated] }, approver: owner }
onSite: { people: 2 }
pauseReasons: [waitingForComplainant]
inadmissibleGrounds: { in-court: A court decides it. }
followUp: { required: true, when: { respondentKinds: [merchant] }, maxAttempts: 2, byOtherThanHandler: false, scale: 5, satisfiedFrom: 3, questions: { again: { title: Coming back, kind: yesNo } } }
attempts: { callback: 3, offer: 2, outcome: 1, minutesApart: 10 }
resolving: { requires: [classified, { step: concluded, when: { complainantKinds: [business], causes: [storage] } }, visited] }
closing: { requires: [outcomeNotified, { step: writtenResponse, when: { channels: [letter], sites: [market] } }] }
turnTo: [{ id: chamber, title: Chamber of commerce, when: { severities: [big] } }]
letters:
  acknowledgement: We have it as {case}.
  finalResponse: 'On {case}: {outcome} You get {remedies|nothing}. Ask {places|us}.'
settleAtOnce: [small, { severities: [big], complainantKinds: [staff] }]
approvals: [{ level: owner, when: { severities: [big], amountAtLeast: '50.00' } }]
duplicateWindowDays: 14
counterReturn: { withinDays: 15, goods: [{ id: watches, title: Watches }], excludedGoods: [watches], otherwise: keeper }
intake:
  fields: { desk: { title: Desk, kind: choice, choices: { north: North, south: South } }, room: { title: Room, kind: text } }
  requires: [complainantName, { field: room, when: { channels: [phone], details: { desk: [north] } } }]
calendars: { hotline: { holidays: none, workingWeekdays: [1, 2, 3, 4, 5, 6, 7], openingHours: ['06:00-22:00'] } }
`;

/** The sound file with some of its text replaced. */
export const changed = (...edits: readonly (readonly [string, string])[]): string =>
  edits.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, SOUND);

export function problemsOf(text: string): readonly ProcedureProblem[] {
  try {
    parseProcedure('shop.yaml', text);
  } catch (error) {
    if (error instanceof InvalidProcedure) return error.problems;
    throw error;
  }
  return [];
}
