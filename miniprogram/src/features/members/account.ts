import type { Me } from '@linzhang/shared/members/members.contract';
import Taro from '@tarojs/taro';
import { ApiError, toApiError } from '../../lib/apiError';
import { openPage } from '../../lib/navigation';
import { watchNetwork, whenBackOnline } from '../../lib/network';
import { currentToken, dropToken, keepToken, renewToken, setSignIn } from '../../lib/session';
import { forget, recall, remember } from '../../lib/storage';
import { createStore, useStore } from '../../lib/store';
import type { Query } from '../../lib/useQuery';
import { codePage, personasPage } from '../../paths';
import { thisDevice } from './device';
import { getMe, signIn, signOut } from './members.api';

const PERSONA_KEY = 'persona';
/** The signed-in person as last heard of, for pages that open without network. */
const KEPT_KEY = 'account.me';

interface Account {
  me: Me | undefined;
  error: ApiError | null;
  busy: boolean;
}

const store = createStore<Account>({ me: undefined, error: null, busy: true });

/** Puts the signed-in person's newest state in place, for instance the answer of a change. */
export function setMe(me: Me): void {
  remember(KEPT_KEY, me);
  store.set({ me, error: null, busy: false });
}

/** Who is signed in as another answer says in passing; that of somebody who has left meanwhile is late. */
export function heardOfMe(me: Me): void {
  if (store.get().me?.id === me.id) setMe(me);
}

async function exchange(code: string): Promise<string> {
  const session = await signIn({ body: { code, device: thisDevice() } });
  // First the session: pages ask with it as soon as they hear who is there.
  keepToken(session.token);
  setMe(session.me);
  return session.token;
}

/** A session without asking: WeChat's code in weapp, the chosen persona in a demo build of h5, else nobody. */
async function signInSilently(): Promise<string> {
  if (process.env.TARO_ENV === 'weapp') {
    const { code } = await Taro.login();
    return exchange(code);
  }
  const persona = BUILD_PERSONAS ? recall<string>(PERSONA_KEY) : null;
  if (persona) return exchange(persona);
  throw new ApiError('signed_out');
}

/** Opens the page where a person signs in; in weapp nobody has to do anything. */
export function openSignIn(): void {
  if (process.env.TARO_ENV === 'weapp') void reloadMe();
  else openPage(BUILD_PERSONAS ? personasPage : codePage);
}

/** Reads the signed-in person; signs in first where there is no session. */
export async function reloadMe(): Promise<void> {
  const before = currentToken();
  store.set({ ...store.get(), error: null, busy: true });
  try {
    if (before === null) await renewToken();
    else setMe(await getMe());
  } catch (error) {
    const now = currentToken();
    if (now !== null && now !== before) return;
    const failure = toApiError(error);
    if (failure.code === 'signed_out') forget(KEPT_KEY);
    const kept = failure.code === 'signed_out' ? undefined : (store.get().me ?? recall<Me>(KEPT_KEY) ?? undefined);
    store.set({ me: kept, error: failure, busy: false });
  }
}

/** Shows who was signed in last until the tab that opens has read it anew, with all else that it shows. */
function resumeKept(): boolean {
  const me = currentToken() === null ? null : recall<Me>(KEPT_KEY);
  if (me?.consented) store.set({ me, error: null, busy: false });
  return me?.consented === true;
}

/** Begins the session of this launch; `readsMe`: the page that opens asks who is signed in by itself. */
export function startAccount(readsMe = false): void {
  setSignIn(signInSilently, openSignIn);
  watchNetwork();
  whenBackOnline(() => void (store.get().error?.code === 'offline' && reloadMe()));
  if (!readsMe || !resumeKept()) void reloadMe();
}

/** Takes the place of the former person with a session that was just issued. */
export async function enterWithToken(token: string): Promise<void> {
  keepToken(token);
  forget(KEPT_KEY);
  store.set({ me: undefined, error: null, busy: true });
  await reloadMe();
}

/** Signs in as one of the demo's people (a demo build of h5 only). */
export async function enterAsPersona(code: string): Promise<void> {
  await exchange(code);
  remember(PERSONA_KEY, code);
}

/** Forgets who was signed in on this device. */
export function leave(): void {
  dropToken();
  forget(KEPT_KEY);
  if (BUILD_PERSONAS) forget(PERSONA_KEY);
  store.set({ me: undefined, error: new ApiError('signed_out'), busy: false });
}

/** Ends the session of this device. */
export async function signOutHere(): Promise<void> {
  await signOut();
  leave();
}

/** The signed-in person, as a query that pages show. */
export function useAccount(): Pick<Query<Me>, 'data' | 'error' | 'reload'> & { busy: boolean } {
  const { me, error, busy } = useStore(store);
  return { data: me, error, busy, reload: reloadMe };
}

/** The employee who is signed in, as an id; empty for who is none, or not known yet. */
export function useEmployeeId(): string {
  return useStore(store).me?.employee?.id ?? '';
}

/** Tells who is signed in, now and whenever that changes. */
export function watchMe(listener: (me: Me | undefined) => void): void {
  let last = store.get().me;
  listener(last);
  store.subscribe(() => {
    const { me } = store.get();
    if (me === last) return;
    last = me;
    listener(me);
  });
}
