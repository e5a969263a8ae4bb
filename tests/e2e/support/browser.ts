import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright-core';

const PHONE = { width: 375, height: 812 };
/** Runs as root and in containers; the rest of the package's flags are for its own platform. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-dev-shm-usage'];

/** Brings the browser's files into place; before tests run side by side, so that they do not unpack over each other. */
export async function prepareBrowser(): Promise<void> {
  await launchOptions();
}

/** A browser without a window: the one of @sparticuz/chromium on Linux x64, an installed Chrome elsewhere. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

async function launchOptions(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { headless: true, channel: 'chrome' };
  const before = { ...process.env };
  // Makes the package unpack the libraries that a bare machine lacks; it changes the environment, which is put back.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
  const { default: bundled } = await import('@sparticuz/chromium');
  const executablePath = await bundled.executablePath();
  for (const name of ['AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME'])
    restore(name, before[name]);
  const env = lacksLibraries(executablePath) ? { LD_LIBRARY_PATH: join(tmpdir(), 'al2023', 'lib') } : {};
  return { headless: true, executablePath, args: FLAGS, env: { ...(process.env as Record<string, string>), ...env } };
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function lacksLibraries(executable: string): boolean {
  return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
}

/** A page of a phone, with the faults that it reported. */
export interface PhonePage {
  page: Page;
  context: BrowserContext;
  /** Console errors and uncaught exceptions. */
  faults: string[];
}

/** How a phone differs from the usual one. */
export interface PhoneLooks {
  width?: number;
  dark?: boolean;
}

/** A new phone of 375 x 812 points, with nothing remembered. */
export async function openPhone(browser: Browser, url: string, looks: PhoneLooks = {}): Promise<PhonePage> {
  const { width = PHONE.width, dark = false } = looks;
  const context = await browser.newContext({
    viewport: { ...PHONE, width },
    colorScheme: dark ? 'dark' : 'light',
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(url);
  return { page, context, faults };
}
