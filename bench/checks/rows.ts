import { readFileSync } from 'node:fs';
import type { LanguageTag } from '../../src/model/language.ts';
import { BadUsage } from '../program.ts';

/** One case of a test suite: the check that it is about, and whether that check must speak. */
export interface CaseRow {
  id: string;
  check: string;
  sourceLang: LanguageTag;
  targetLang: LanguageTag;
  source: string;
  target: string;
  expected: 'pass' | 'fail';
  params?: CaseParameters;
  disputed?: boolean;
}

/** What a case hands to its check. */
export interface CaseParameters {
  glossary?: { source: string; target: string; forbidden?: boolean }[];
  doNotTranslate?: string[];
  mustTranslate?: string[];
  forbidden?: string[];
  maxLength?: number;
}

/** A pair with one mistake put in; `clean` is the target before. Type `none` is the clean pair itself. */
export interface SeededRow {
  errorType: string;
  sourceLang: LanguageTag;
  targetLang: LanguageTag;
  source: string;
  target: string;
  clean: string;
}

/** A pair that is right. */
export interface CleanRow {
  sourceLang: LanguageTag;
  targetLang: LanguageTag;
  source: string;
  target: string;
}

/** @throws BadUsage where the file cannot be read or a row lacks what it needs */
export function readCases(path: string): CaseRow[] {
  return readJsonLines<CaseRow>(path, ['check', 'sourceLang', 'targetLang', 'source', 'target', 'expected']);
}

/** @throws BadUsage where the file cannot be read or a row lacks what it needs */
export function readSeeded(path: string): SeededRow[] {
  return readJsonLines<SeededRow>(path, ['errorType', 'sourceLang', 'targetLang', 'source', 'target', 'clean']);
}

/**
 * Two files whose lines stand for each other; a pair with an empty side is left out.
 *
 * @param languages `fr-en`
 * @throws BadUsage
 */
export function readClean(source: string, target: string, languages: string): CleanRow[] {
  const [sourceLang, targetLang, ...more] = languages.split('-');
  if (!sourceLang || !targetLang || more.length > 0) throw new BadUsage(`${languages} is no pair such as fr-en.`);
  const [from, to] = [read(source), read(target)].map((text) => text.replace(/\r?\n$/u, '').split(/\r?\n/u));
  if (!from || !to || from.length !== to.length)
    throw new BadUsage(`${source} has ${from?.length} lines, ${target} ${to?.length}.`);
  return from.flatMap((text, index) => {
    const other = to[index] ?? '';
    return text.trim() === '' || other.trim() === '' ? [] : [{ sourceLang, targetLang, source: text, target: other }];
  });
}

function readJsonLines<Row>(path: string, needed: (keyof Row & string)[]): Row[] {
  return read(path)
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      let row: Record<string, unknown>;
      try {
        row = JSON.parse(line);
      } catch {
        throw new BadUsage(`${path}: line ${index + 1} is no JSON.`);
      }
      const lacking = needed.find((name) => typeof row?.[name] !== 'string');
      if (lacking) throw new BadUsage(`${path}: line ${index + 1} has no ${lacking}.`);
      return [row as Row];
    });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadUsage(`${path} cannot be read: ${(error as Error).message}`);
  }
}
