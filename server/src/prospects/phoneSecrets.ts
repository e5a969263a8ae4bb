import type { Sealed } from '../platform/crypto';

/** How phone numbers are hidden: sealed to read back, hashed to find. */
export interface PhoneSecrets {
  hashPhone: (phone: string) => string;
  sealPhone: (phone: string) => Sealed;
  openPhone: (sealed: Sealed) => string;
}
