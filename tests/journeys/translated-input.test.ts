import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryData } from '../servers/databases.ts';
import { filesIn, noApertium, type Outcome, root, run, temporaryFolder } from './interlinear.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const story = (name: string) => join(root, 'examples/idleb', name);

/** The sample story with a sentence dropped and a number changed, as a careless desk might have it. */
function damaged(): string {
  const text = readFileSync(story('article.en.txt'), 'utf8');
  const dropped =
    ' The artillery fire had resumed during the night, despite the ceasefire announced at the beginning of the month.';
  expect(text).toContain(dropped);
  expect(text).toContain('412,000');
  return text.replace(dropped, '').replace('412,000', '421,000');
}

interface ReportFinding {
  check: string;
  text: string;
  document: string;
}

describe.skipIf(noApertium)(
  `an English text that lost a sentence and changed a number${noApertium ? ` (${noApertium})` : ''}`,
  () => {
    const folder = temporaryFolder();
    const data = temporaryData();
    const file = join(folder.path, 'article.en.txt');
    beforeAll(() => writeFileSync(file, damaged()));
    afterAll(() => {
      data.remove();
      folder.remove();
    });
    const fidelity = (findings: ReportFinding[]) =>
      findings.filter(({ check }) => ['omission', 'addition', 'numbers'].includes(check));
    const read = (out: string, outcome: Outcome) => {
      expect(outcome, outcome.err).toMatchObject({ status: 0 });
      const files = filesIn(out);
      return { files, report: JSON.parse(files.get('report.json') ?? '{}') };
    };
    const routes = (jsonl: string | undefined) =>
      new Set(
        (jsonl ?? '')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).target.route),
      );

    test('with its source: one omission, one number, the way is fr>es, and the English stays byte for byte', async () => {
      const out = join(folder.path, 'with');
      const args = [
        'translate',
        file,
        '--source',
        story('article.fr.txt'),
        '--to',
        'es',
        '--out',
        out,
        '--data',
        data.path,
      ];
      const { files, report } = read(out, await run(args));
      const found = fidelity(report.findings);
      expect(found.map(({ check, text }) => ({ check, text }))).toEqual(
        expect.arrayContaining([
          { check: 'omission', text: expect.stringContaining("Les tirs d'artillerie") },
          { check: 'numbers', text: '421,000' },
        ]),
      );
      expect(found).toHaveLength(2);
      expect(routes(files.get('article.fr-es.jsonl'))).toEqual(new Set(['fr>es']));
      expect(files.get('article.en.txt')).toBe(damaged());
      // What the English left out is in the French, and so in the Spanish.
      expect(files.get('article.es.txt')).toMatch(/412[\s.]?000/);
      expect(report.notRun.map(({ check }: { check: string }) => check)).toEqual(['spelling']);
    });

    test('without it: neither is claimed, the report says what was not checked, and the way is en>es from the corrected text', async () => {
      const out = join(folder.path, 'without');
      const { files, report } = read(
        out,
        await run(['translate', file, '--to', 'es', '--out', out, '--data', data.path]),
      );
      expect(fidelity(report.findings.filter((finding: ReportFinding) => finding.document === 'delivered'))).toEqual(
        [],
      );
      expect(report.notRun.map(({ check }: { check: string }) => check)).toEqual(
        expect.arrayContaining(['omission', 'addition', 'numbers']),
      );
      expect(
        report.notRun.every(
          ({ check, message }: { check: string; message: string }) => check === 'spelling' || /fidelity/.test(message),
        ),
      ).toBe(true);
      // Nobody said that it is a translation; its spellings do.
      expect(report.original.evidence).toBe('inferred');
      expect(routes(files.get('article.en-es.jsonl'))).toEqual(new Set(['en>es']));
      expect(files.get('article.en.corrected.txt')).not.toContain('Idleb');
      expect(files.get('article.es.txt')).not.toContain('Idleb');
      expect(files.get('article.es.txt')).toContain('Idlib');
      expect(files.get('article.en.txt')).toBe(damaged());
      expect([...files.keys()].filter((name) => name.includes('fr'))).toEqual([]);
    });

    test('without a target language the text is corrected and checked, and that is a job of its own', async () => {
      const out = join(folder.path, 'alone');
      const { files } = read(out, await run(['translate', file, '--out', out, '--data', data.path]));
      expect([...files.keys()]).toEqual([
        'article.en.corrected.txt',
        'article.en.jsonl',
        'article.en.page.html',
        'article.en.txt',
        'changes.html',
        'report.json',
      ]);
    });
  },
);
