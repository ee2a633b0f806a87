export const fileSamples = {
  FileFoundClean: {},
  FileQuarantined: { because: 'foundBad', finding: 'Eicar-Test-Signature', case: '7F3K-9M2Q-X4TB' },
  FileReleased: { reason: 'A false alarm, says the vendor.' },
  FileDestroyed: { reason: 'It is a trojan.' },
} as const;
