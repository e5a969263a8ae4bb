import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of app.json that the host goes by. */
export interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { pagePath: string; iconPath: string; selectedIconPath: string }[] };
  requiredPrivateInfos?: string[];
  permission?: Record<string, { desc: string }>;
  __usePrivacyCheck__?: boolean;
}

/** Reads a build's app.json. */
export function readAppJson(dist: string): AppJson {
  return JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as AppJson;
}

/** Roots of the sub-packages, without a slash at the end. */
export function packageRoots(app: AppJson): string[] {
  return (app.subPackages ?? []).map(({ root }) => root.replace(/\/$/, ''));
}

/** The routes of all pages. */
export function allRoutes(app: AppJson): string[] {
  const inPackages = (app.subPackages ?? []).flatMap(({ root, pages }) =>
    pages.map((page) => `${root.replace(/\/$/, '')}/${page}`),
  );
  return [...app.pages, ...inPackages];
}

/** The routes of the tab bar. */
export function tabRoutes(app: AppJson): string[] {
  return (app.tabBar?.list ?? []).map(({ pagePath }) => pagePath);
}
