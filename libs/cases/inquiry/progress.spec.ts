import { describe, expect, it } from 'vitest';
import { unkeyedSeal } from '#event-sourcing';
import { STAGES } from '../case/state.ts';
import { storyAt } from '../testing/stages.ts';
import { RECEIVER, STORY_CASE, type Story } from '../testing/story.ts';
import { progressTold } from './progress.ts';
import { secretsOf } from './secrets.ts';

const SECRET = 'seven blue lanterns';
const known = (told: Story): Story => told.by(RECEIVER).do('SetInquirySecret', { secret: SECRET }).accepted();
const asked = (told: Story, secret = SECRET) =>
  progressTold(STORY_CASE, told.events, (sealed) => sealed === `plain:${secret}`);

describe('how a complaint stands, for whoever made it (INT-13)', () => {
  it('INT-13 is told to whoever knows the secret, and to nobody else', () => {
    const told = known(storyAt('received'));
    expect(asked(told)).toMatchObject({ case: STORY_CASE, promised: [] });
    expect(asked(told, 'eight blue lanterns')).toBeUndefined();
    expect(asked(storyAt('received'), '')).toBeUndefined();
  });

  it('INT-13 has plain words for every stage, in both languages, and names nobody', () => {
    for (const stage of STAGES.filter((each) => each !== 'awaitingCallback')) {
      // What is over was told a secret before.
      const told = storyAt(stage);
      const sealed = { ...told.events.find(({ type }) => type === 'ComplaintLogged') };
      const events = [
        ...told.events,
        {
          ...sealed,
          type: 'InquirySecretSet',
          data: { seal: `plain:${SECRET}` },
        } as (typeof told.events)[number],
      ];
      const progress = progressTold(STORY_CASE, events, (seal) => seal === `plain:${SECRET}`);
      expect([stage, progress?.stage.en, progress?.stage.zh]).toEqual([
        stage,
        expect.stringMatching(/\.$/),
        expect.stringMatching(/。$/),
      ]);
      expect(JSON.stringify(progress)).not.toMatch(/manager|supervisor|engineer|receiver|major|minor|Li Hua/);
    }
  });

  it('INT-13 the outcome is told as it was told, and not before', () => {
    const settled = known(storyAt('implemented')).letting(
      { id: 'general-manager-1', roles: ['general-manager'] },
      'ResolveCase',
      { summary: 'Internal: paid by the insurer' },
    );
    expect(asked(settled)?.outcome).toBeUndefined();
    const told = settled.do('NotifyOutcome', {
      ...{ to: 'complainant', method: 'phone', summary: 'It runs again.', written: false },
    });
    expect(asked(told)).toMatchObject({ outcome: 'It runs again.' });
    expect(JSON.stringify(asked(told))).not.toContain('insurer');
  });

  it('INT-13 a secret has eight signs, is there once, and a new one takes the place of the old', () => {
    storyAt('received').do('SetInquirySecret', { secret: ' short ' }).refused('secret-too-short', 'INT-13');
    const told = known(storyAt('received'));
    expect(told.do('SetInquirySecret', { secret: SECRET }).lastTypes).toEqual([]);
    told.do('SetInquirySecret', { secret: 'another secret' }).accepted();
    expect(asked(told)).toBeUndefined();
    expect(asked(told, 'another secret')).toBeDefined();
  });

  it('INT-13 by telephone it is checked, also of a case without one', () => {
    const told = known(storyAt('received'));
    const call = { method: 'phone', secret: SECRET } as const;
    expect(told.do('CheckInquirySecret', call).last('ProgressAsked')).toEqual([{ method: 'phone' }]);
    told.do('CheckInquirySecret', { ...call, secret: 'another' }).refused('wrong-secret', 'INT-13');
    storyAt('received').do('CheckInquirySecret', call).refused('wrong-secret', 'INT-13');
  });

  it('INT-13 the seal is of the one case, and capitals and spaces make no other secret', () => {
    const keyed = {
      seal: (stream: string, content: string) => `${stream} ${content.length.toString()} ${content}`,
      compare: (recorded: string, stream: string, content: string) =>
        recorded === keyed.seal(stream, content) ? ('same' as const) : ('other' as const),
    };
    const [mine, other] = ['7F3K-9M2Q-X4TB', 'WER4-8GMR-ZGE1'].map((id) => secretsOf(id, keyed));
    const sealed = mine?.seal(SECRET) ?? '';
    expect(mine?.isRight(sealed, ' Seven  BLUE lanterns ')).toBe(true);
    expect(mine?.isRight(sealed, 'sevenbluelanterns')).toBe(false);
    expect(other?.isRight(sealed, SECRET)).toBe(false);
    expect(secretsOf('7F3K-9M2Q-X4TB', unkeyedSeal).isRight('', '')).toBe(false);
  });
});
