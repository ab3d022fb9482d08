import { basename, extname } from 'node:path';
import { parseLanguage } from '../model/language.ts';

/** `article` for `in/article.en.txt`: outputs carry the languages themselves. */
export function nameOf(path: string): string {
  const stem = basename(path, extname(path));
  const suffix = extname(stem).slice(1);
  if (!/^[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*$/.test(suffix)) return stem;
  try {
    parseLanguage(suffix);
    return stem.slice(0, -suffix.length - 1) || stem;
  } catch {
    return stem;
  }
}
