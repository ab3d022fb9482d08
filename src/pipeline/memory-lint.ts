import { detectLanguages } from '../detection/detect.ts';
import { type LintFinding, MemoryLint } from '../memory/lint.ts';
import { UNDETERMINED } from '../model/language.ts';
import type { StoredUnit } from '../model/memory-unit.ts';

/** What is wrong in a memory. `fixable`: units that can go without loss, for they are empty or say what another one says. */
export async function lintMemory(
  pages: AsyncIterable<StoredUnit[]>,
): Promise<{ findings: LintFinding[]; fixable: string[] }> {
  const lint = new MemoryLint((text, stated) => detectLanguages([text], { declared: stated }).texts[0] ?? UNDETERMINED);
  const findings: LintFinding[] = [];
  for await (const page of pages) for (const unit of page) findings.push(...lint.see(unit));
  findings.push(...lint.end());
  const fixable = findings.flatMap(({ kind, unit }) => (kind === 'empty' || kind === 'duplicate' ? [unit] : []));
  return { findings, fixable: [...new Set(fixable)] };
}
