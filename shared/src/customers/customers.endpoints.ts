import { route } from '../kernel/endpoint';

export const getCustomer = route('get', '/customers/:memberId');
