import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settings } from '../../src/config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const written = readFileSync(`${root}/docker-compose.yml`, 'utf8');
const dockerfile = readFileSync(`${root}/Dockerfile`, 'utf8');

interface Service {
  image: string;
  build?: { context: string; target: string };
  command?: string[];
  restart: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  init?: boolean;
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  deploy?: { replicas: string };
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  stop_grace_period?: string;
}

const { services, volumes } = parse(written, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};

function service(name: string): Service {
  const found = services[name];
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
}

/** The value after a flag of a command. */
function flag(command: string[] | undefined, name: string): string | undefined {
  return command?.[command.indexOf(name) + 1];
}

describe('the containers', () => {
  it('are a database, a queue, a migration, an API and workers', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'migrate', 'postgres', 'redis', 'worker']);
  });

  it('keep what they are given: the database and the queue have volumes, and Redis writes its log before it acknowledges', () => {
    expect(Object.keys(volumes).sort()).toEqual(['postgres-data', 'redis-data']);
    expect(service('postgres').volumes).toEqual(['postgres-data:/var/lib/postgresql/data']);
    expect(service('redis').volumes).toEqual(['redis-data:/data']);
    const { command } = service('redis');
    expect(flag(command, '--appendonly')).toBe('yes');
    expect(flag(command, '--appendfsync')).toBe('always');
    expect(flag(command, '--maxmemory-policy')).toBe('noeviction');
  });

  it('use a PostgreSQL of at least version 16 and a Redis of at least version 7', () => {
    expect(Number(/^postgres:(\d+)/.exec(service('postgres').image)?.[1])).toBeGreaterThanOrEqual(16);
    expect(Number(/^redis:(\d+)/.exec(service('redis').image)?.[1])).toBeGreaterThanOrEqual(7);
  });

  it('tell whether they are well, all but the one that ends by itself', () => {
    const silent = Object.entries(services).filter(([, one]) => !one.healthcheck?.test.length);
    expect(silent.map(([name]) => name)).toEqual(['migrate']);
    expect(service('migrate').restart).toBe('no');
  });

  it('start in order: the database is migrated before anything works on it', () => {
    expect(service('migrate').depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    for (const name of ['api', 'worker']) {
      expect(service(name).depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
    }
  });

  it('run the commands of the product, the workers in as many copies as wanted and with a translation engine', () => {
    expect(service('migrate').command).toEqual(['migrate']);
    expect(service('api').command).toEqual(['serve']);
    expect(service('worker').command).toEqual(['worker']);
    expect(service('worker').deploy?.replicas).toMatch(/^\$\{INTERLINEAR_WORKERS:-\d+\}$/);
    expect(service('worker').build?.target).toBe('apertium');
  });

  it('hold no secret: the password comes from outside, and nothing starts without one', () => {
    const passwords = Object.values(services)
      .flatMap((one) => Object.entries(one.environment ?? {}))
      .filter(([name]) => /PASSWORD|SECRET|TOKEN|KEY/.test(name))
      .map(([, value]) => value);
    expect(passwords.length).toBeGreaterThan(1);
    for (const value of passwords) expect(value).toMatch(/^\$\{POSTGRES_PASSWORD:\?.+\}$/);
    for (const one of Object.values(services)) {
      expect(one.environment?.DATABASE_URL ?? '').not.toMatch(/:[^/@]+@/);
    }
  });

  it('use settings that the product knows', () => {
    const known = Object.values(settings).map((setting) => setting.environment);
    for (const name of ['api', 'worker', 'migrate']) {
      const names = Object.keys(service(name).environment ?? {}).filter((one) => one !== 'PGPASSWORD');
      expect(known).toEqual(expect.arrayContaining(names));
    }
  });

  it('give their programs no more rights than they need', () => {
    for (const [name, one] of Object.entries(services)) expect(one.read_only, name).toBe(true);
    for (const name of ['api', 'worker', 'migrate']) {
      expect(service(name)).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], init: true });
    }
    expect(Object.values(services).flatMap((one) => one.ports ?? [])).toEqual([
      expect.stringMatching(/^127\.0\.0\.1:/),
    ]);
  });

  it('let workers finish what they have begun', () => {
    const drain = Number(service('worker').environment?.INTERLINEAR_DRAIN_SECONDS);
    expect(Number.parseInt(service('worker').stop_grace_period ?? '', 10)).toBeGreaterThan(drain);
  });
});

describe('the images', () => {
  const targets = dockerfile.split(/^(?=FROM )/m).map((text) => ({ name: /^FROM .* AS (\S+)/.exec(text)?.[1], text }));
  const target = (name: string) => targets.find((one) => one.name === name)?.text ?? '';

  it('exist for every service that is built', () => {
    const built = Object.values(services).flatMap((one) => one.build?.target ?? []);
    expect(built.length).toBeGreaterThan(0);
    for (const name of built) expect(target(name), name).not.toBe('');
  });

  it('run as an unprivileged user, on Node 24', () => {
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:24/m);
    for (const name of ['app', 'apertium']) {
      expect(
        target(name)
          .match(/^USER .+$/gm)
          ?.at(-1),
        name,
      ).toBe('USER node');
    }
  });

  it('carry Apertium and its language pairs to the workers', () => {
    for (const name of ['apertium', 'apertium-fr-es', 'apertium-fra-cat', 'apertium-eng-spa', 'apertium-eng-cat']) {
      expect(target('apertium')).toMatch(new RegExp(`^    ${name} `, 'm'));
    }
  });

  it('are built from files that exist and that .dockerignore lets through', () => {
    const allowed = readFileSync(`${root}/.dockerignore`, 'utf8').match(/(?<=^!).+$/gm) ?? [];
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
      (match[1] ?? '').split(' '),
    );
    expect([...new Set(copied)].sort()).toEqual([...allowed].sort());
    for (const path of copied) expect(existsSync(`${root}/${path}`), path).toBe(true);
  });
});

/** Compose as a plug-in of Docker, or Debian's docker-compose. */
const compose = [['docker', 'compose'], ['docker-compose']].find(
  ([program = '', ...rest]) => spawnSync(program, [...rest, 'version'], { stdio: 'ignore' }).status === 0,
);

describe.skipIf(!compose)(`docker compose${compose ? '' : ' (skipped: not installed)'}`, () => {
  function config(environment: Record<string, string>) {
    const [program = '', ...rest] = compose ?? [];
    const { POSTGRES_PASSWORD: _, ...inherited } = process.env;
    return spawnSync(program, [...rest, 'config'], {
      cwd: root,
      env: { ...inherited, ...environment },
      encoding: 'utf8',
    });
  }

  it('accepts the file', () => {
    const { status, stdout, stderr } = config({ POSTGRES_PASSWORD: 'from outside', INTERLINEAR_WORKERS: '5' });
    expect(stderr).not.toMatch(/error|invalid|unsupported/i);
    expect(status).toBe(0);
    const resolved = parse(stdout) as { services: Record<string, { deploy?: { replicas: number } }> };
    expect(resolved.services.worker?.deploy?.replicas).toBe(5);
  });

  it('refuses it without a password, and says which variable to set', () => {
    const { status, stderr } = config({});
    expect(status).not.toBe(0);
    expect(stderr).toContain('set POSTGRES_PASSWORD');
  });
});
