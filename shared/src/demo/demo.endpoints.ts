import { route } from '../kernel/endpoint';

export const listPersonas = route('get', '/demo/personas');
