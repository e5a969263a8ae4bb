import { ApiError } from './apiError';
import { forget, recall, remember } from './storage';

/** Gets a new session without asking anything; throws `signed_out` where a person must act. */
type SignIn = () => Promise<string>;

const KEY = 'session.token';

let token: string | null | undefined;
let renewal: Promise<string> | null = null;
let signIn: SignIn = () => Promise.reject(new ApiError('signed_out'));
let openSignIn: () => void = () => undefined;

/** Says how this app signs in silently, and how it opens the page where a person does. Called once at launch. */
export function setSignIn(silent: SignIn, openPage: () => void): void {
  signIn = silent;
  openSignIn = openPage;
}

/** Opens the page where a person signs in. */
export function showSignIn(): void {
  openSignIn();
}

/** The token of this device, or null. */
export function currentToken(): string | null {
  token ??= recall<string>(KEY);
  return token;
}

/** Keeps a token that was just issued. */
export function keepToken(issued: string): void {
  token = issued;
  remember(KEY, issued);
}

/** Forgets the token, after a sign-out. */
export function dropToken(): void {
  token = null;
  forget(KEY);
}

/** Signs in anew; whoever asks meanwhile waits for the same renewal. */
export function renewToken(): Promise<string> {
  const before = token;
  renewal ??= signIn()
    .then((issued) => {
      keepToken(issued);
      return issued;
    })
    .catch((error: unknown) => {
      // Somebody may have signed in by hand meanwhile: that session stays.
      if (token === before) dropToken();
      throw error;
    })
    .finally(() => {
      renewal = null;
    });
  return renewal;
}

/** The token to call with; signs in where there is none. */
export async function requireToken(): Promise<string> {
  return currentToken() ?? (await renewToken());
}
