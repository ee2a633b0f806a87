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
  /** The department that gets what another one sends back. */
  readonly others: string;
  /** Severity of what is settled on the spot. */
  readonly small: string;
  /** Severities that a manager hears of, and the rank of that manager. */
  readonly told: Readonly<Record<string, 1 | 2>>;
  /** Severities whose plan somebody approves first, and the rank of that manager (AUT-5). */
  readonly approved: Readonly<Record<string, 1 | 2>>;
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
  others: 'customer-service',
  small: 'minor',
  told: { important: 1, major: 2 },
  approved: { major: 2 },
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
  others: 'customer-service',
  small: 'general',
  told: { important: 1, urgent: 2 },
  approved: {},
};

export const HOTEL: Cast = {
  procedure: { id: 'hotel', version: 1 },
  receivers: [staff('bai.lu'), staff('dong.xue'), staff('jin.hao')],
  investigators: [staff('kang.ning'), staff('lu.fei'), staff('shao.yun')],
  followUp: staff('tao.ran'),
  managers: [
    staff('wen.jing', 'duty-manager'),
    staff('xu.bo', 'department-manager'),
    staff('yan.shu', 'hotel-management'),
  ],
  others: 'front-office',
  small: 'small',
  told: {},
  approved: { serious: 1 },
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
