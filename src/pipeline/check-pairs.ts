import type { PairInput } from '../checks/check.ts';
import { underProfile } from '../checks/profile.ts';
import { checkArticle, checkPair, withoutEchoes } from '../checks/run.ts';
import type { ReadPair } from '../formats/bilingual-reading.ts';
import type { Finding, NotRun } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import { namedIn } from '../terminology/gazetteer/aliases.ts';
import { eachOnce, notWanted, unknownLanguage } from './not-run.ts';
import { type CheckTools, pairInput } from './pair-input.ts';

/** A finding in a bilingual file. Its span is in the text of its side. */
export interface UnitFinding extends Finding {
  unit: string;
  /** 1-based line of the text that it is about. */
  line: number;
  /** Language of that text. */
  language: LanguageTag;
}

/**
 * Checks the pairs of a bilingual file, each by itself and, language by language, with each other. The file's own marks of what was kept
 * or given are believed.
 */
export function checkPairs(pairs: ReadPair[], tools: CheckTools): { findings: UnitFinding[]; notRun: NotRun[] } {
  const findings: UnitFinding[] = [];
  const notRun: NotRun[][] = [];
  for (const group of byLanguages(pairs).values()) {
    const [first] = group;
    if (!first) continue;
    const [from, to] = [first.source.language, first.target.language];
    const mentioned = new Set(group.flatMap(({ source }) => namedIn(source.text, from)));
    const inputs = group.map((pair) => inputOf(pair, tools, mentioned));
    const found = group.flatMap((pair, index) => {
      const input = inputs[index];
      return input ? withoutEchoes(checkPair(input).findings.map((finding) => placed(finding, pair))) : [];
    });
    for (const { segment, ...finding } of checkArticle({ pairs: inputs }).findings) {
      const pair = group[segment];
      if (pair) found.push(placed(finding, pair));
    }
    findings.push(...(tools.profile ? underProfile(found, tools.profile, to) : found));
    notRun.push(unknownLanguage(from, to), notWanted(to, tools));
  }
  const order = new Map(pairs.map(({ unit }, index) => [unit, index]));
  const placeOf = ({ unit }: UnitFinding) => order.get(unit) ?? 0;
  return {
    findings: findings.sort((a, b) => placeOf(a) - placeOf(b) || a.start - b.start),
    notRun: eachOnce(...notRun),
  };
}

function byLanguages(pairs: ReadPair[]): Map<string, ReadPair[]> {
  const groups = new Map<string, ReadPair[]>();
  for (const pair of pairs) {
    const key = `${pair.source.language} ${pair.target.language}`;
    const group = groups.get(key);
    if (group) group.push(pair);
    else groups.set(key, [pair]);
  }
  return groups;
}

function inputOf(pair: ReadPair, tools: CheckTools, mentioned: ReadonlySet<string>): PairInput {
  const { source, target, role = 'body', origin, maxLength } = pair;
  const side = ({ text, language, codes }: ReadPair['source']) => ({ text, language, codes });
  const about = { role, ...(origin ? { origin } : {}), ...(maxLength === undefined ? {} : { maxLength }) };
  return pairInput(side(source), side(target), about, tools, mentioned);
}

function placed(finding: Finding, { unit, source, target }: ReadPair): UnitFinding {
  const { line, language } = finding.side === 'source' ? source : target;
  return { ...finding, unit, line, language };
}
