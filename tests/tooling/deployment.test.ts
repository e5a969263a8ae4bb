import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { describeEnv, readEnv } from '../../server/src/config/env';
import { ROOT } from './fixtureTree';

interface Service {
  image?: string;
  build?: string;
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  networks?: string[];
  ports?: string[];
  volumes?: string[];
  stop_grace_period?: string;
}

interface Compose {
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true, strict: true, uniqueKeys: true }) as Compose;
const services = Object.entries(compose.services);
const servers = services.filter(([, service]) => service.build !== undefined);

describe('docker-compose.yml', () => {
  it('runs two servers, of which only nginx is reached from outside', () => {
    expect(servers).toHaveLength(2);
    expect(services.filter(([, service]) => service.ports).map(([name]) => name)).toEqual(['nginx']);
  });

  it('names only services, networks, volumes and files that exist', () => {
    for (const [, service] of services) {
      for (const name of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty(name);
      for (const name of service.networks ?? []) expect(compose.networks).toHaveProperty(name);
      for (const mount of service.volumes ?? []) {
        const [source = ''] = mount.split(':');
        if (source.startsWith('.')) expect(existsSync(path.join(ROOT, source))).toBe(true);
        else expect(compose.volumes).toHaveProperty(source);
      }
    }
  });

  it('waits for the health of what it depends on, and each of these has a check', () => {
    const dockerfile = read('Dockerfile');
    for (const [, service] of services)
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        const awaited = compose.services[name];
        expect(condition).toBe('service_healthy');
        expect(awaited?.healthcheck !== undefined || /^HEALTHCHECK/m.test(dockerfile)).toBe(true);
      }
  });

  it('sets only variables that the server knows, with a default for each it takes from outside', () => {
    const known = describeEnv().map(({ name }) => name);
    for (const [, server] of servers)
      for (const [name, value] of Object.entries(server.environment ?? {})) {
        expect(known).toContain(name);
        expect(value).not.toMatch(/\$\{\w+\}/);
      }
  });

  it('gives the server more time to stop than the requests in flight may take', () => {
    const stopMs = readEnv({}).STOP_TIMEOUT_MS;
    for (const [, server] of servers)
      expect(Number.parseInt(server.stop_grace_period ?? '0', 10) * 1000).toBeGreaterThan(stopMs);
  });

  it('says in deploy/env.example what may be set', () => {
    const text = read('docker-compose.yml');
    const asked = new Set([...text.matchAll(/\$\{(\w+):-/g)].map(([, name]) => name));
    const shown = [...read('deploy/env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect([...asked].filter((name) => name !== 'LOG_LEVEL').sort()).toEqual(shown.sort());
  });
});

describe('deploy/nginx.conf', () => {
  const conf = read('deploy/nginx.conf');

  it('keeps the metrics inside', () => {
    const blocked = /location ~\* (\S+) \{\s*return 404;/.exec(conf)?.[1] ?? '';
    for (const written of ['/metrics', '/METRICS', '/metrics/']) expect(written).toMatch(new RegExp(blocked, 'i'));
    expect('/api/metrics').not.toMatch(new RegExp(blocked, 'i'));
  });

  it('passes each request to one of the two servers, with the address of the client', () => {
    for (const [name] of servers) expect(conf).toContain(`server ${name}:8080 `);
    expect(conf).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
  });

  it('closes every brace that it opens', () => {
    const bare = conf.replace(/#.*$/gm, '');
    expect(bare.split('{').length).toBe(bare.split('}').length);
  });
});

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  it('copies only what exists and is not left out, and does not run as root', () => {
    expect(read('.dockerignore')).toContain('tests/*\n!tests/package.json\n');
    for (const [, sources = ''] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const source of sources.split(' '))
        expect([source, existsSync(path.join(ROOT, source))]).toEqual([source, true]);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('checks its health by readiness', () => {
    expect(dockerfile).toMatch(/^HEALTHCHECK[\s\S]*\/readyz/m);
  });
});
