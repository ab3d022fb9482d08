import { InterlinearError } from './errors.ts';

/** Least length in characters: long rather than intricate (NIST SP 800-63B-4, section 3.1.1.2; no rules of composition). */
export const LEAST_PASSWORD = 12;
/** Most characters; hashing costs the same for any length, reading does not. */
export const MOST_PASSWORD = 256;

/**
 * A password as it is hashed and compared: the OpaqueString profile of PRECIS (RFC 8265, section 4.2). Spaces of any kind are the space, and
 * the form is NFC, so that two keyboards that write one letter differently write one password. Case and width stay as they are: NFKC would
 * make different passwords one.
 *
 * @throws InterlinearError `password.characters` for what is empty or holds control characters or halves of characters
 */
export function preparePassword(written: string): string {
  const prepared = written.replace(/\p{Zs}/gu, ' ').normalize('NFC');
  if (prepared === '' || /[\p{Cc}\p{Cs}\p{Cn}]/u.test(prepared)) throw new InterlinearError('password.characters');
  return prepared;
}

/**
 * Holds a new password against the rules.
 *
 * @returns it as it is hashed
 * @throws InterlinearError `password.characters`, `password.short` {least}, `password.long` {most}, `password.same`, `password.common`
 */
export function newPassword(written: string, person: { name: string; email: string }): string {
  if (written.length > 4 * MOST_PASSWORD) throw new InterlinearError('password.long', { most: MOST_PASSWORD });
  const password = preparePassword(written);
  const length = [...password].length;
  if (length < LEAST_PASSWORD) throw new InterlinearError('password.short', { least: LEAST_PASSWORD });
  if (length > MOST_PASSWORD) throw new InterlinearError('password.long', { most: MOST_PASSWORD });
  const plain = bare(password);
  const [mailbox = ''] = person.email.split('@');
  const own = [person.name, person.email, mailbox].map(bare).filter((text) => text !== '');
  if (own.some((text) => plain === text || repeats(plain, text))) throw new InterlinearError('password.same');
  if (new Set(plain).size < 4 || common.some((word) => plain === word || repeats(plain, word)))
    throw new InterlinearError('password.common');
  return password;
}

/** Without case, spaces and marks, as people vary a word. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[\s.,\-_!?*#]/g, '');
}

/** Whether a text is nothing but a word over and over, or the word and some digits. */
function repeats(text: string, word: string): boolean {
  if (word.length < 3) return false;
  const rest = text.replaceAll(word, '');
  return rest === '' || (text.startsWith(word) && /^\d{1,4}$/.test(rest));
}

/** The commonest beginnings of lists that attackers try first; most of those lists are shorter than what is allowed. */
const common = [
  ...[
    'password',
    'passw0rd',
    'p@ssword',
    'p@ssw0rd',
    'motdepasse',
    'contraseña',
    'contrasena',
    'passwort',
    'كلمةالمرور',
  ],
  ...[
    'qwerty',
    'qwertyuiop',
    'qwertzuiop',
    'azerty',
    'azertyuiop',
    'asdfghjkl',
    '1q2w3e4r',
    '1qaz2wsx',
    '1q2w3e4r5t6y',
    'qazwsxedc',
  ],
  ...[
    '123456',
    '1234567',
    '12345678',
    '123456789',
    '1234567890',
    '123456789012',
    '123123',
    '0123456789',
    '012345678901',
  ],
  ...['abc123', 'abcdef', 'abcdefghijkl', 'abcdefghijklm', 'abcd1234', 'a1b2c3d4e5f6'],
  ...[
    'admin',
    'administrator',
    'root',
    'letmein',
    'welcome',
    'bienvenue',
    'bienvenido',
    'changeme',
    'changeit',
    'secret',
    'default',
  ],
  ...[
    'iloveyou',
    'jetaime',
    'teamo',
    'sunshine',
    'princess',
    'dragon',
    'monkey',
    'football',
    'baseball',
    'superman',
    'batman',
  ],
  ...[
    'newsroom',
    'interlinear',
    'translation',
    'translator',
    'publisher',
    'journalist',
    'editor',
    'reporter',
    'redaction',
    'redaccion',
  ],
  ...['correcthorsebatterystaple', 'thequickbrownfox', 'loremipsum', 'loremipsumdolor'],
];
