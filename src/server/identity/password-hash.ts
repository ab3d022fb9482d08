import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { InterlinearError } from '../../model/errors.ts';

/** Argon2id as the OWASP Password Storage Cheat Sheet advises: 19 MiB, two passes, one lane. */
const current = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** Hashes made at a time: each takes a thread and 19 MiB, and other work waits for the same threads. */
const AT_A_TIME = 2;
/** Who waits longer than this queue is better told so. */
const MOST_WAITING = 50;

let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password that was prepared. @returns a string in the PHC format @throws InterlinearError `request.too-many` */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, { ...current, nonce: salt, tagLength: TAG_BYTES });
  const { memory, passes, parallelism } = current;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(tag)}`;
}

/**
 * Whether a password is the one that was hashed.
 *
 * @param hash undefined where there is no such account: it takes as long, and is never right
 * @returns `stale` for a right one whose hash was made with other parameters than today's
 */
export async function checkPassword(password: string, hash: string | undefined): Promise<'right' | 'stale' | 'wrong'> {
  const kept = hash === undefined ? undefined : parse(hash);
  const { memory, passes, parallelism, salt, tag } = kept ?? {
    ...current,
    salt: Buffer.alloc(SALT_BYTES),
    tag: Buffer.alloc(TAG_BYTES),
  };
  const made = await derive(password, { memory, passes, parallelism, nonce: salt, tagLength: tag.length });
  if (!timingSafeEqual(made, tag) || !kept) return 'wrong';
  const same = memory === current.memory && passes === current.passes && parallelism === current.parallelism;
  return same ? 'right' : 'stale';
}

function parse(hash: string) {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (!found) return undefined;
  const [memory = 0, passes = 0, parallelism = 0] = found.slice(1, 4).map(Number);
  const [salt, tag] = found.slice(4).map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer];
  return { memory, passes, parallelism, salt, tag };
}

/** Base64 without padding, as PHC strings have it. */
function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

async function derive(password: string, parameters: Omit<Argon2Parameters, 'message'>): Promise<Buffer> {
  if (running >= AT_A_TIME) {
    if (waiting.length >= MOST_WAITING) throw new InterlinearError('request.too-many', { seconds: 2 });
    // Whoever ends hands its place over, so nobody slips in between.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await new Promise<Buffer>((resolve, reject) =>
      argon2('argon2id', { ...parameters, message: password }, (error, tag) =>
        error ? reject(error) : resolve(tag as Buffer),
      ),
    );
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
