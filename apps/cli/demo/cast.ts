import type { Chance } from './random.ts';

/** Somebody, and in what they act. */
interface Actor {
  readonly id: string;
  readonly role: string;
}

const staff = (id: string, level = 'operations'): Actor => ({ id, role: level });

type Several = readonly [Actor, ...Actor[]];

/** Who works in a simulated organisation; all names are made up. */
export interface Cast {
  readonly procedure: { readonly id: string; readonly version: number };
  readonly receivers: Several;
  readonly investigators: Several;
  readonly followUp: Actor;
  /** From the lowest ladder level to the highest. */
  readonly managers: readonly [Actor, Actor, Actor];
}

export const PROPERTY: Cast = {
  procedure: { id: 'residential-property', version: 1 },
  receivers: [staff('lin.yue'), staff('zhao.ming'), staff('he.jia')],
  investigators: [staff('wu.tao'), staff('sun.lei'), staff('gao.ping')],
  followUp: staff('qian.wen'),
  managers: [
    staff('deng.rui', 'affairs-supervisor'),
    staff('pan.xin', 'office-director'),
    staff('luo.hai', 'general-manager'),
  ],
};

export const SUPERMARKET: Cast = {
  procedure: { id: 'supermarket-authority', version: 1 },
  receivers: [staff('mei.fang'), staff('tang.bo'), staff('shi.qing')],
  investigators: [staff('cai.jun'), staff('ye.han'), staff('yu.kai')],
  followUp: staff('fu.min'),
  managers: [
    staff('song.yi', 'customer-service-supervisor'),
    staff('jiang.lan', 'customer-service-manager'),
    staff('xie.dong', 'store-manager'),
  ],
};

const FAMILY = [
  'Ai',
  'Bian',
  'Chu',
  'Du',
  'Fang',
  'Geng',
  'Hua',
  'Ji',
  'Kong',
  'Liao',
  'Miao',
  'Ning',
] as const;
const GIVEN = [
  'An',
  'Bei',
  'Chen',
  'Dan',
  'En',
  'Fei',
  'Guo',
  'Hong',
  'Jie',
  'Kun',
  'Lu',
  'Min',
  'Nan',
] as const;

/** A complainant with a telephone number from a range that is nobody's. */
export function complainant({ pick, between }: Chance) {
  const number = between(0, 1999);
  const phone = `+86 100 0000 ${String(number).padStart(4, '0')}`;
  // The number decides the name, so that one person complains twice under one name.
  const name = `${FAMILY[number % FAMILY.length] ?? FAMILY[0]} ${GIVEN[(number * 5) % GIVEN.length] ?? GIVEN[0]}`;
  return { kind: pick(['individual', 'individual', 'individual', 'business']), name, phone } as const;
}
