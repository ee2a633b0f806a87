import { describe, expect, it } from 'vitest';
import { eventId, commandId, stampMetadata } from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { caseStreamOf } from '#cases';
import { recurrenceProcess } from './processes.ts';
import { procedures } from './testing/streams.ts';

const watching = procedures.get('residential-property', 1);
if (watching === undefined) throw new Error('not shipped');
const { improvement: _, ...without } = watching;
/** Version 1 watches something, 2 nothing; 3 was not read yet. */
const versions = [watching, { ...without, version: 2 }];
const manager = recurrenceProcess({
  get: (_id, version) => versions.find((each) => each.version === version),
});

const version = (of: number) => ({ id: 'residential-property', version: of });

function asked(
  type: 'ComplaintLogged' | 'CategoryChanged' | 'CaseMovedToVersion',
  data: object,
  under: number,
) {
  const metadata = { ...anyStamp, procedure: `residential-property@${String(under)}` };
  const event = stampMetadata({ type, data }, metadata);
  const cause = { ...event, stream: caseStreamOf('C1'), id: eventId(commandId('told', type), 0) };
  return manager.react(cause as never).map(({ command }) => command.type);
}

describe('which cases are looked at (IMP-1)', () => {
  it.each([
    ['of a version that watches something', 1, ['NoteOccurrence']],
    ['not of one that watches nothing', 2, []],
    ['of one that was not read yet', 3, ['NoteOccurrence']],
  ])('IMP-1 %s', (_name, under, comes) => {
    expect(asked('ComplaintLogged', { procedure: version(under) }, under)).toEqual(comes);
    expect(asked('CategoryChanged', {}, under)).toEqual(comes);
  });

  it('IMP-1 moved to a version that watches nothing, or from one', () => {
    const moved = (from: number, to: number) =>
      asked('CaseMovedToVersion', { from: version(from), to: version(to) }, to);
    expect([moved(1, 2), moved(2, 1)]).toEqual([['NoteOccurrence'], ['NoteOccurrence']]);
    expect(moved(2, 2)).toEqual([]);
  });
});
