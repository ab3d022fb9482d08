/**
 * Started by the tests of this folder: the workers of a desk in a process of their own, in which odd things happen. What it does is said by
 * variables and by messages of its parent:
 *
 * - `DIE_AT=before|after STEP`: it kills itself with SIGKILL at that step, right before or right after the database commits it. A step is a
 *   kind of event, or `reply` for an engine's reply that is recorded.
 * - `STOP_AT=before|after STEP`: it stands still there (SIGSTOP), once.
 * - a message `{ jump: MILLISECONDS }` sets its clock forward or back.
 *
 * It ends by itself, with status 0, once no article is under way; with `LINGER=webhooks` not before every webhook was told of it.
 */
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { openApplication } from '../../src/cli/application.ts';
import { readConfig } from '../../src/config.ts';
import { isBusy } from './busy.ts';

const { Date: RealDate } = globalThis;
let ahead = 0;
process.on('message', ({ jump }: { jump: number }) => {
  ahead += jump;
});
const now = () => RealDate.now() + ahead;
// It goes with whoever started it.
process.on('disconnect', () => process.exit(1));
globalThis.Date = new Proxy(RealDate, {
  construct: (_, given: [number]) => new RealDate(...(given.length > 0 ? given : ([now()] as [number]))),
  get: (_, name) => (name === 'now' ? now : Reflect.get(RealDate, name)),
});

const [, when, step = ''] = /^(before|after) (\S+)$/.exec(process.env.DIE_AT ?? process.env.STOP_AT ?? '') ?? [];
let reached = false;

/** Whether a statement is the one that makes the step true. */
function isStep(text: string, values: unknown): boolean {
  if (step === 'reply') return /\bengine_call\b/.test(text) && /\breply\s*=/.test(text);
  return (
    /\binterlinear"?\."?event\b/.test(text) && /\binsert\b/i.test(text) && JSON.stringify([text, values]).includes(step)
  );
}

/** Watches the statements of one session, and dies or stops at the step. */
function watchSession() {
  let armed = false;
  let open = false;
  return <Answer>(text: string, values: unknown, act: () => Answer): Answer => {
    if (/^\s*(begin|start transaction)/i.test(text)) open = true;
    const ends = /^\s*(commit|end)\b/i.test(text);
    if (isStep(text, values)) armed = true;
    // A statement outside of a transaction is committed with itself.
    const commits = armed && (ends || !open);
    if (ends || /^\s*rollback/i.test(text)) open = false;
    if (commits && when === 'before') reach();
    const answer = act();
    if (commits && when === 'after') void Promise.resolve(answer).then(reach);
    return answer;
  };
}

function reach(): void {
  if (reached) return;
  reached = true;
  process.kill(process.pid, process.env.DIE_AT ? 'SIGKILL' : 'SIGSTOP');
}

type Statement = (statement: string | { text?: string }, ...rest: unknown[]) => unknown;

/** Has every call of these methods watched, as those of one session. */
function watch(session: object, methods: string[]): void {
  const seen = watchSession();
  const calls = session as Record<string, Statement>;
  for (const method of methods) {
    const real = calls[method] as Statement;
    calls[method] = (statement, ...rest) =>
      seen(typeof statement === 'string' ? statement : (statement.text ?? ''), [statement, rest], () =>
        real.call(session, statement, ...rest),
      );
  }
}

if (when) {
  const sessions = pg.Client.prototype as unknown as { connect(...given: unknown[]): unknown };
  const { connect } = sessions;
  sessions.connect = function watched(this: pg.Client, ...given) {
    watch(this, ['query']);
    return connect.apply(this, given);
  };
  const create = PGlite.create.bind(PGlite) as (...given: unknown[]) => Promise<PGlite>;
  PGlite.create = (async (...given: unknown[]) => {
    const database = await create(...given);
    watch(database, ['query', 'exec']);
    return database;
  }) as typeof PGlite.create;
}

const application = await openApplication(readConfig(), 'worker');
const workers = await application.work((error) => process.stderr.write(`${error}\n`));
const { tables } = application.database;
process.stdout.write('ready\n');
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (!(await isBusy(tables, process.env.LINGER === 'webhooks').catch(() => true))) break;
}
await workers.stop(1000);
await application.close();
process.exit(0);
