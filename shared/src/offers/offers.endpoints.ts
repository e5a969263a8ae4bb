import { route } from '../kernel/endpoint';

export const listOffers = route('get', '/offers');
export const getOffer = route('get', '/offers/:offerId');
export const listWorkOffers = route('get', '/work/offers');
export const createOffer = route('post', '/work/offers');
export const getWorkOffer = route('get', '/work/offers/:offerId');
export const updateOffer = route('patch', '/work/offers/:offerId');
export const copyOffer = route('post', '/work/offers/:offerId/copies');
export const changeOfferStatus = route('post', '/work/offers/:offerId/status');
export const raiseOffer = route('post', '/work/offers/:offerId/raises');
