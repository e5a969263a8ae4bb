import { type Resealing, resealField } from '../db/resealing';
import { Prospect } from './prospect.model';

/** Seals the phones of prospects with the key of today. */
export function resealProspects(phones: Resealing): Promise<number> {
  return resealField(Prospect, 'phone', phones);
}
