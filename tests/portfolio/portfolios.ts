import type { Route } from '@linzhang/shared/kernel/endpoint';
import type { FigureLine, PortfolioFigures } from '@linzhang/shared/portfolio/portfolio.contract';
import * as routes from '@linzhang/shared/portfolio/portfolio.endpoints';
import type { Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import type { Caller } from '../support/api';
import { done } from '../support/done';
import type { Person, Worker } from '../support/people';
import { bindPhone, buildCustomer, newPhone, type Staffed } from '../support/world/branch';
import { buildChannel, buildGroup, comeBy, join } from '../support/world/groups';

type Query = Record<string, string>;

/** Asks as somebody. */
export function ask<T>(api: Caller, route: Route, { token }: Person, query: Query = {}): Promise<T> {
  return done<T>(api, route, { token, query });
}

export const figuresFor = (api: Caller, who: Person, query: Query = {}) =>
  ask<PortfolioFigures>(api, routes.getPortfolioFigures, who, query);

/** The line of an employee, as the head of the branch sees it. */
export async function lineFor(api: Caller, branch: Staffed, worker: Worker, query: Query = {}): Promise<FigureLine> {
  const { rows } = await figuresFor(api, branch.head, query);
  const line = rows.find(({ id }) => id === worker.employee.id);
  if (!line) throw new Error('the employee has no line');
  return line;
}

/** What a figure of a line is. */
export function actual({ figures }: FigureLine, figure: Figure): number | null | undefined {
  return figures.find((each) => each.figure === figure)?.actual;
}

export const membersFor = async (api: Caller, who: Person, query: Query = {}) =>
  (await ask<{ items: PortfolioMember[]; nextCursor: string | null }>(api, routes.listPortfolioMembers, who, query))
    .items;

/** Somebody who came by a worker's code, joined a group and bound a phone. */
export async function bringOne(api: Caller, branch: Staffed, worker: Worker, nickname = '孙国庆'): Promise<Person> {
  const group = await buildGroup(api, branch);
  const channel = await buildChannel(api, worker, group.id);
  const person = await buildCustomer(api, nickname);
  await comeBy(api, person, channel);
  await join(api, person, group.id);
  await bindPhone(api, person, newPhone());
  return person;
}
