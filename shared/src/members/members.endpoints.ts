import { route } from '../kernel/endpoint';

export const signIn = route('post', '/sessions');
export const signOut = route('delete', '/sessions/current');
export const getTerms = route('get', '/terms');
export const getMe = route('get', '/me');
export const updateMe = route('patch', '/me');
export const grantConsent = route('post', '/me/consents');
export const withdrawConsent = route('delete', '/me/consents/:purpose');
export const bindPhone = route('post', '/me/phone');
export const movePhone = route('post', '/me/phone/moves');
export const listSessions = route('get', '/me/sessions');
export const revokeSession = route('delete', '/me/sessions/:sessionId');
export const exportOwnData = route('post', '/me/exports');
export const deleteOwnAccount = route('post', '/me/deletion');
export const revealPhone = route('post', '/members/:memberId/phone-reveals');
