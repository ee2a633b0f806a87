import { CASE_ID, caseField, caseStreamOf, damageOfCase, noSuchCase, ofOneCase } from '#cases';
import { answer, eventHash, type StoredEvent } from '#event-sourcing';
import { writeInclusion, writeNote, type InclusionProof } from '#proof';
import { orRefused } from './log-refused.ts';
import { query } from './query.ts';

const proven = answer.object({
  revision: answer.text('0'),
  position: answer.position,
  id: answer.text('6f9619ff-8b86-5d01-b42d-00cf4fc964ff'),
  type: answer.text('ComplaintLogged'),
  hash: answer.text('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', {
    description: 'SHA-256 of the event as it is stored, in hexadecimal.',
  }),
  'number?': { ...answer.whole(1_187), description: 'In the log, from 0; absent of what is not signed yet.' },
  'proof?': answer.text('c2sp.org/tlog-proof@v1\nindex 1187\n…', {
    description:
      'A tlog-proof: hashes and the signed checkpoint. Whoever has the public key needs nothing else.',
  }),
});

export const caseProof = query({
  name: 'caseProof',
  summary: 'For each event of a case, what shows that it stands in the signed log of the history (D15).',
  group: 'Proof',
  at: 'cases/:caseId/proof',
  asks: { caseId: caseField },
  who: ofOneCase,
  reads: () => [],
  answers: answer.object({
    caseId: answer.text(CASE_ID),
    'key?': answer.text('redress/1f2e3d4c5b6a7980+2a9c1f03+AQ…', {
      description: 'The public key of the log.',
    }),
    'checkpoint?': answer.text('redress/1f2e3d4c5b6a7980\n1200\n…', {
      description: 'The latest one; absent while nothing is signed.',
    }),
    events: answer.list(proven),
    'damage?': damageOfCase,
  }),
  run: ({ caseId }, { store, proof }) =>
    orRefused(async () => {
      const events = await store.readStream(caseStreamOf(caseId));
      if (events.length === 0) return undefined;
      const proofs = await proof.inclusions(events);
      const [key, checkpoint] = [await proof.ownKey(), (await proof.signed())?.checkpoint];
      return {
        caseId,
        ...(key !== undefined && { key: key.text }),
        ...(checkpoint !== undefined && { checkpoint: writeNote(checkpoint.note) }),
        events: events.map((event, at) => told(event, proofs[at])),
      };
    }),
  absent: noSuchCase,
  commandLine: {
    words: 'proof inclusion',
    description: 'of each event of a case, its number in the signed log; --json has the proofs',
    options: { caseId: 'number of the case' },
    shows: ({ events }) => [
      {
        head: ['revision', 'number', 'type', 'hash'],
        rows: events.map(({ revision, number, type, hash }) => [
          ...[revision, number === undefined ? 'not signed yet' : String(number), type, hash.slice(0, 16)],
        ]),
      },
    ],
  },
});

const told = (event: StoredEvent, proof: InclusionProof | undefined) => ({
  ...{ revision: event.revision.toString(), position: event.position, id: event.id, type: event.type },
  hash: eventHash(event),
  ...(proof !== undefined && { number: proof.index, proof: writeInclusion(proof) }),
});
