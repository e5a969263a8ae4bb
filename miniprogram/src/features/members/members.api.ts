import type * as contract from '@linzhang/shared/members/members.contract';
import * as routes from '@linzhang/shared/members/members.endpoints';
import { endpoint, openEndpoint } from '../../lib/request';

export const signIn = openEndpoint<typeof contract.signIn>(routes.signIn);
export const signOut = endpoint<typeof contract.signOut>(routes.signOut);
export const getTerms = openEndpoint<typeof contract.getTerms>(routes.getTerms);
export const getMe = endpoint<typeof contract.getMe>(routes.getMe);
export const updateMe = endpoint<typeof contract.updateMe>(routes.updateMe);
export const grantConsent = endpoint<typeof contract.grantConsent>(routes.grantConsent);
export const withdrawConsent = endpoint<typeof contract.withdrawConsent>(routes.withdrawConsent);
export const bindPhone = endpoint<typeof contract.bindPhone>(routes.bindPhone);
export const movePhone = endpoint<typeof contract.movePhone>(routes.movePhone);
export const listSessions = endpoint<typeof contract.listSessions>(routes.listSessions);
export const revokeSession = endpoint<typeof contract.revokeSession>(routes.revokeSession);
export const exportOwnData = endpoint<typeof contract.exportOwnData>(routes.exportOwnData);
export const deleteOwnAccount = endpoint<typeof contract.deleteOwnAccount>(routes.deleteOwnAccount);
