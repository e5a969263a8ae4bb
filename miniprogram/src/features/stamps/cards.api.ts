import type * as contract from '@linzhang/shared/stamps/stamps.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { endpoint } from '../../lib/request';

export const getCard = endpoint<typeof contract.getCard>(routes.getCard);
export const getCardNews = endpoint<typeof contract.getCardNews>(routes.getCardNews);
export const mintStampCodes = endpoint<typeof contract.mintStampCodes>(routes.mintStampCodes);
export const mintRedeemCodes = endpoint<typeof contract.mintRedeemCodes>(routes.mintRedeemCodes);
export const listOwnCards = endpoint<typeof contract.listOwnCards>(routes.listOwnCards);
export const listOwnBadges = endpoint<typeof contract.listOwnBadges>(routes.listOwnBadges);
