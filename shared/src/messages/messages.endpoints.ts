import { route } from '../kernel/endpoint';

export const listNotices = route('get', '/me/notices');
export const readNotices = route('post', '/me/notices/read');
export const listMessageTemplates = route('get', '/me/message-templates');
export const acceptMessages = route('post', '/me/message-credits');
