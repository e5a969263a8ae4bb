import { route } from '../kernel/endpoint';

export const getInbox = route('get', '/work/inbox');
