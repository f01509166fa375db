import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { type Config, readConfig } from '../../apps/cli/src/config.ts';
import { pairNames, settingsOf } from '../support/pairs.ts';

interface Container {
  readonly image: string;
  readonly profiles: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly restart?: string;
}

const root = resolve(import.meta.dirname, '../..');
const file = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Container>>;
  readonly volumes: Readonly<Record<string, object>>;
};
const profiles = pairNames.map((pair) => pair.replace('+', '-'));
const containersOf = (profile: string) =>
  Object.entries(file.services).filter(([, container]) => container.profiles.includes(profile));
const isProduct = ({ image }: Container) => image === 'myevents';

function configOf({ environment = {}, command = [] }: Container): Config {
  return readConfig({ env: environment, isOpen: command.includes('--open') });
}

/** The hosts of a URL or of several; those of engines at AWS stand in `endpoint`. */
function hostsOf(urls: string): string[] {
  return [...urls.matchAll(/\/\/(?:[^@/]*@)?([a-z][a-z0-9-]*):\d+/g)].map(([, host]) => host ?? '');
}

afterEach(() => vi.unstubAllEnvs());

it('has a profile for each pair, and every container in one', () => {
  expect(new Set(Object.values(file.services).map(({ profiles: [profile] }) => profile))).toEqual(new Set(profiles));
  for (const { profiles: of } of Object.values(file.services)) expect(of).toHaveLength(1);
});

describe.each(profiles)('compose.yaml, %s', (profile) => {
  const containers = containersOf(profile);
  const names = containers.map(([name]) => name);

  it('runs two of each role, with settings that the product takes', () => {
    const products = containers.filter(([, container]) => isProduct(container));
    const roles = products.map(([, container]) => configOf(container).ROLE).sort();
    expect(roles).toEqual(['bookings', 'bookings', 'events', 'events', 'gateway', 'gateway']);
    const scheme = (url: string) => url.slice(0, url.indexOf(':'));
    const engines = new Set(
      products.map(([, container]) => {
        const { STORE_URL, BUS_URL } = configOf(container);
        return `${scheme(STORE_URL)} ${scheme(BUS_URL)}`;
      }),
    );
    expect(engines.size).toBe(1);
    for (const [, { command }] of products) expect(command).toEqual(['serve', '--open']);
  });

  it('names hosts that are there, and waits until they are healthy', () => {
    for (const [, container] of containers.filter(([, each]) => isProduct(each))) {
      const { STORE_URL, BUS_URL, EVENTS_URLS, BOOKINGS_URLS, ROLE } = configOf(container);
      const needed =
        ROLE === 'gateway' ? [BUS_URL, ...EVENTS_URLS, ...BOOKINGS_URLS].join() : [STORE_URL, BUS_URL].join();
      const hosts = hostsOf(needed);
      expect(hosts.length).toBeGreaterThanOrEqual(2);
      for (const host of hosts) {
        expect(names).toContain(host);
        expect(container.depends_on?.[host]).toEqual({ condition: 'service_healthy' });
      }
    }
    const urlsOf = (role: string) =>
      containers
        .filter(([, container]) => isProduct(container) && configOf(container).ROLE === role)
        .map(([name]) => `http://${name}:8080`);
    const [gateway] = containers.filter(([, each]) => isProduct(each) && configOf(each).ROLE === 'gateway');
    expect(gateway && configOf(gateway[1])).toMatchObject({
      EVENTS_URLS: urlsOf('events'),
      BOOKINGS_URLS: urlsOf('bookings'),
    });
  });

  it('publishes ports to this machine alone, each once', () => {
    const ports = containers.flatMap(([, container]) => container.ports ?? []);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    const published = ports.map((port) => port.split(':')[1]);
    expect(new Set(published).size).toBe(published.length);
    expect(published).toEqual(expect.arrayContaining(['8080', '8081']));
  });

  it('has its engines where tests and documents expect them', () => {
    for (const name of ['POSTGRES', 'RABBITMQ', 'MONGODB', 'KAFKA', 'DYNAMODB', 'SQS']) {
      vi.stubEnv(`TEST_${name}_URL`, undefined);
    }
    const pair = pairNames.find((each) => each.replace('+', '-') === profile);
    if (!pair) throw new Error('no such pair');
    const { STORE_URL, BUS_URL } = settingsOf(pair);
    const engines = containers.filter(([, container]) => !isProduct(container));
    const published = engines.flatMap(([, { ports = [] }]) => ports.map((port) => port.split(':')[1]));
    const guide = readFileSync(join(root, 'docs/operating/engines.md'), 'utf8');
    for (const url of [STORE_URL, BUS_URL]) {
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(url) ?? [];
      expect(published).toContain(port);
      expect(guide).toContain(`127.0.0.1:${port}`);
    }
  });

  it('keeps the data of engines in volumes, checks their health, and starts all of it again', () => {
    for (const [, container] of containers) {
      expect(container.restart).toBe('unless-stopped');
      if (isProduct(container)) continue;
      expect(container.healthcheck).toBeDefined();
      const [mounted, named] = [
        (container.volumes ?? []).filter((volume) => volume.startsWith('./')),
        (container.volumes ?? []).filter((volume) => !volume.startsWith('./')),
      ];
      expect(named.length).toBeGreaterThan(0);
      for (const volume of named) expect(file.volumes).toHaveProperty(volume.split(':')[0] ?? '');
      for (const volume of mounted) expect(existsSync(join(root, volume.split(':')[0] ?? ''))).toBe(true);
    }
  });
});

it('builds an image that checks its own health and runs as nobody special', () => {
  const dockerfile = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8');
  expect(dockerfile).toMatch(/^HEALTHCHECK .*\n.*\/readyz/m);
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toContain('npm ci --omit=dev');
});
