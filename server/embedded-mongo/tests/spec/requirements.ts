import type { Document, MongoClient } from 'mongodb';
import type { Requirement } from './format';

/** What requirements are held against. */
export interface ServerFacts {
  version: string;
  topology: 'single' | 'replicaset' | 'sharded' | 'load-balanced';
  auth: boolean;
  parameters: Document;
}

/** Asks the server what it is. */
export async function serverFacts(client: MongoClient): Promise<ServerFacts> {
  const admin = client.db('admin');
  const [build, hello] = await Promise.all([admin.command({ buildInfo: 1 }), admin.command({ hello: 1 })]);
  const parameters = await admin.command({ getParameter: '*' }).catch(() => ({}));
  return {
    version: String(build['version']),
    topology: hello['msg'] === 'isdbgrid' ? 'sharded' : hello['setName'] ? 'replicaset' : 'single',
    auth: client.options.credentials !== undefined,
    parameters,
  };
}

/** Why none of the requirements is met, or null when one is or there are none. */
export function unmetRequirement(requirements: Requirement[] | undefined, facts: ServerFacts): string | null {
  if (!requirements?.length) return null;
  const reasons = requirements.map((one) => unmet(one, facts));
  return reasons.some((reason) => reason === null) ? null : `runOnRequirements: ${[...new Set(reasons)].join(' or ')}`;
}

function unmet(requirement: Requirement, facts: ServerFacts): string | null {
  const { minServerVersion, maxServerVersion, topologies, auth, serverless, csfle, serverParameters } = requirement;
  if (minServerVersion && compareVersions(facts.version, minServerVersion) < 0) return `server >= ${minServerVersion}`;
  if (maxServerVersion && compareVersions(facts.version, maxServerVersion) > 0) return `server <= ${maxServerVersion}`;
  if (topologies && !topologyFits(topologies, facts.topology)) return `topology ${topologies.join('/')}`;
  if (auth !== undefined && auth !== facts.auth) return `auth ${auth}`;
  if (requirement.authMechanism) return `authMechanism ${requirement.authMechanism}`;
  if (serverless === 'require') return 'serverless';
  if (csfle) return 'client-side encryption';
  for (const [name, value] of Object.entries(serverParameters ?? {}))
    if (facts.parameters[name] !== value) return `parameter ${name}=${JSON.stringify(value)}`;
  return null;
}

function topologyFits(topologies: string[], topology: ServerFacts['topology']): boolean {
  return topologies.includes(topology) || (topology === 'sharded' && topologies.includes('sharded-replicaset'));
}

/** Missing parts of the wanted version count as equal: 7.0.99 fits a maximum of 7.0. */
function compareVersions(actual: string, wanted: string): number {
  const have = actual.split('.').map(Number);
  for (const [index, part] of wanted.split('.').map(Number).entries()) {
    const difference = (have[index] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}
