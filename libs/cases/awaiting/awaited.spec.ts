import { expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { FRONTLINE, type Procedure } from '#procedures';
import { classifiedAs } from '../testing/clocks.ts';
import { offers, prepared } from '../testing/offers.ts';
import { organisationOf } from '../testing/organisation.ts';
import {
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  residentialProperty,
  story,
  STORY_CASE,
  type Character,
  type Story,
} from '../testing/story.ts';
import {
  COUNTER,
  MANAGER,
  refund,
  STORE_MANAGER,
  SUPERVISOR,
  supermarketCase,
  yuan,
} from '../testing/supermarket.ts';
import { awaitedIn, type Awaited } from './awaited.ts';

const now = instant('2026-09-01T10:00:00+08:00');
const PEOPLE = [COUNTER, SUPERVISOR, MANAGER, STORE_MANAGER, OFFICE_DIRECTOR, GENERAL_MANAGER];

function waiting(told: Story, person?: Character, as = PEOPLE): readonly Awaited[] {
  const { procedure }: { procedure: Procedure } = told;
  const at = (level: string) => ({ procedure: procedure.id, level });
  const organisation = organisationOf(
    as.map(({ id, roles }) => ({
      id,
      posts: [FRONTLINE, ...roles.filter((role) => procedure.ladder.some((one) => one.id === role))].map(at),
    })),
  );
  return awaitedIn(told.record, { caseId: STORY_CASE, procedure, organisation, now }, person?.id);
}
/** Who is asked, of those who work there. */
const asked = (told: Story): readonly string[] =>
  PEOPLE.filter((each) => waiting(told, each).length > 0).map(({ id }) => id);

it('AUT-4 an escalation waits for the level that was asked and those above it, and for nobody once it is answered', () => {
  const told = supermarketCase().do('EscalateToManager', {
    ...{ reason: 'complainantInsists', explanation: 'They insist', complainantTold: true },
  });
  told.accepted();
  expect(asked(told)).toEqual([SUPERVISOR.id, MANAGER.id, STORE_MANAGER.id]);
  expect(waiting(told, SUPERVISOR)).toEqual([
    {
      ...{ decides: 'escalation', level: 'customer-service-supervisor', at: 'decide-escalation' },
      as: ['customer-service-supervisor'],
    },
  ]);
  told.by(SUPERVISOR).do('DecideEscalation', { decision: 'Exchange it' }).accepted();
  expect(asked(told)).toEqual([]);
});

it('SOL-4 a sum that was asked for waits for the level that has the authority, never for whoever asked for it', () => {
  const told = supermarketCase()
    .do('GrantCompensation', { remedy: refund('1500.00'), reason: 'Spoilt' })
    .accepted();
  expect(asked(told)).toEqual([MANAGER.id, STORE_MANAGER.id]);
  expect(waiting(told)).toEqual([
    {
      ...{ decides: 'compensation', level: 'customer-service-manager', at: 'approve-request', as: [] },
      ...{ request: 'R1', kind: 'refund', worth: yuan('1500.00'), askedBy: COUNTER.id },
    },
  ]);
  const own = { ...MANAGER, id: COUNTER.id };
  expect(waiting(told, own, [own])).toEqual([]);
});

it('SOL-4 an offer above the limit waits so as well, until it may be made', () => {
  const told = offers(prepared(refund('1500.00')), COUNTER).accepted();
  expect(waiting(told, MANAGER)).toMatchObject([{ decides: 'offer', at: 'approve-request', request: 'R1' }]);
  told.by(MANAGER).do('AuthoriseOffer', { request: 'R1' }).accepted();
  expect(asked(told)).toEqual([]);
});

it('AUT-5 a plan waits for one approval after the other, in their order', () => {
  const told = classifiedAs('important')
    .by(RECEIVER)
    .do('PrepareSolutions', { options: [{ description: 'Pay', remedy: refund('900000.00') }] })
    .accepted();
  expect(waiting(told, OFFICE_DIRECTOR)).toMatchObject([{ decides: 'plan', level: 'office-director' }]);
  told.by(OFFICE_DIRECTOR).do('ApprovePlan', {}).accepted();
  expect(waiting(told, OFFICE_DIRECTOR)).toEqual([]);
  expect(waiting(told, GENERAL_MANAGER)).toMatchObject([{ decides: 'plan', level: 'general-manager' }]);
});

it('CLK-4 more time waits for the level that the procedure names, until it is answered or the clock has ended', () => {
  const told = classifiedAs('important').by(RECEIVER);
  const asks = () =>
    told.do('RequestExtension', { clock: 'resolve', to: '2026-09-05T00:30:00.000Z', reason: 'Parts' });
  asks().accepted();
  const [waits] = waiting(told);
  expect(waits).toMatchObject({
    decides: 'extension',
    request: 'X1',
    clock: 'resolve',
    askedBy: RECEIVER.id,
  });
  const approver = PEOPLE.find(({ roles }) => roles.includes(waits?.level ?? ''));
  expect(waiting(told, approver)).toMatchObject([{ at: 'approve-request', as: [waits?.level] }]);
  expect(waiting(told, RECEIVER)).toEqual([]);
  told.letting(GENERAL_MANAGER, 'RefuseRequest', { request: 'X1', reason: 'In stock' }).accepted();
  expect(waiting(told)).toEqual([]);
  asks().accepted();
  expect(waiting(told)).toMatchObject([{ request: 'X2' }]);
  // The rules of now say whom it waits for, and whether it does.
  const under = (extensions: Procedure['extensions']) =>
    waiting(story({ ...residentialProperty, extensions }).replaying(told));
  const others = residentialProperty.extensions.map((rule) => ({ ...rule, approver: 'office-director' }));
  expect(under(others)).toMatchObject([{ request: 'X2', level: 'office-director' }]);
  expect(under([])).toEqual([]);
});

it('INV-4 nothing waits for the one complained about, nor for anybody at their level', () => {
  const told = supermarketCase({ respondents: [{ kind: 'person', staffId: MANAGER.id }] })
    .do('GrantCompensation', { remedy: refund('1500.00'), reason: 'Spoilt' })
    .accepted();
  expect(asked(told)).toEqual([STORE_MANAGER.id]);
});
