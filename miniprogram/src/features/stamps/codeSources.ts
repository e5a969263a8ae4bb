import { mintRedeemCodes, mintStampCodes } from './cards.api';
import type { CodeSource } from './codeRun';

/** Codes of a member for the booths of an event. */
export function stampCodesOf(memberId: string, eventId: string): CodeSource {
  return {
    kind: 'stamp',
    owner: `${memberId}.${eventId}`,
    mint: () => mintStampCodes({ params: { eventId } }),
  };
}

/** Codes of a member to redeem claims with. */
export function redeemCodesOf(memberId: string): CodeSource {
  return { kind: 'redeem', owner: memberId, mint: () => mintRedeemCodes() };
}
