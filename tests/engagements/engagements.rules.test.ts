import { engagementTwinKey } from '@linzhang/shared/engagements/engagements.rules';

describe('what one person does once', () => {
  it.each([
    [{ kind: 'phone_bound' }, 'phone_bound'],
    [{ kind: 'group_joined', groupId: 'g' }, 'group_joined g'],
    [{ kind: 'stamped', eventId: 'e', boothId: 'b' }, 'stamped e b'],
    [{ kind: 'stamp_card_completed', eventId: 'e' }, 'stamp_card_completed e'],
    [{ kind: 'claimed', offerId: 'o' }, null],
    [{ kind: 'redeemed', offerId: 'o' }, null],
  ])('%j is known by %s', (row, key) => {
    expect(engagementTwinKey(row)).toBe(key);
  });
});
