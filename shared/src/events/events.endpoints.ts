import { route } from '../kernel/endpoint';

export const listEvents = route('get', '/events');
export const getEvent = route('get', '/events/:eventId');
export const signUp = route('post', '/events/:eventId/signups');
export const cancelSignup = route('delete', '/events/:eventId/signups/mine');
export const checkIn = route('post', '/check-ins');

export const listWorkEvents = route('get', '/work/events');
export const createEvent = route('post', '/work/events');
export const getWorkEvent = route('get', '/work/events/:eventId');
export const updateEvent = route('patch', '/work/events/:eventId');
export const previewEvent = route('get', '/work/events/:eventId/preview');
export const setEventStatus = route('post', '/work/events/:eventId/status');
export const copyEvent = route('post', '/work/events/:eventId/copies');
export const addBooth = route('post', '/work/events/:eventId/booths');
export const updateBooth = route('patch', '/work/events/:eventId/booths/:boothId');
export const removeBooth = route('delete', '/work/events/:eventId/booths/:boothId');
export const listAssignable = route('get', '/work/events/:eventId/people');
export const setAssignments = route('put', '/work/events/:eventId/assignments');
export const getEventLive = route('get', '/work/events/:eventId/live');
export const listEventSignups = route('get', '/work/events/:eventId/signups');
