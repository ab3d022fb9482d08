import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { called } from './called.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlinear-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const units = (target: string, attributes = 'source-language="en" target-language="fr"') =>
  `<xliff version="1.2"><file ${attributes}><body>\n<trans-unit id="a"><source>Some 689 people left.</source>\n<target>${target}</target></trans-unit>\n</body></file></xliff>`;
const wrong = file('wrong.xlf', units('Quelque 698 personnes sont parties.'));
const right = file('right.xlf', units('Quelque 689 personnes sont parties.'));
const po = file(
  'fr.po',
  'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Some 689 people left."\nmsgstr "Quelque 698 personnes sont parties."\n\nmsgid "Next"\nmsgstr ""\n',
);

describe('check of a bilingual file', () => {
  it('shows what is wrong with its unit and line, and ends with 1', async () => {
    const { out, end } = await called('check', wrong);
    expect(end).toBe(1);
    expect(out.join('\n')).toMatch(/error\s+a, line 3\s+Numbers\s+698 -> 689/);
    expect(out.at(-1)).toBe('1 pair was checked.');
    expect((await called('check', right)).end).toBe(0);
  });

  it('as JSON has unit, line, span and what standards call it', async () => {
    const { out } = await called('check', po, '--json');
    const shown = JSON.parse(out.join(''));
    expect(shown).toMatchObject({ pairs: 1, untranslated: 1, passedOver: [] });
    expect(shown.findings).toMatchObject([
      {
        ...{
          unit: 'Some 689 people left.',
          line: 5,
          language: 'fr',
          side: 'target',
          start: 8,
          end: 11,
          check: 'numbers',
        },
        ...{ type: 'numbers', mqm: 'accuracy/mistranslation', severity: 'error', its: 100, suggestions: ['689'] },
      },
    ]);
  });

  it('as SARIF has the line, the unit, and no fix whose place is not known', async () => {
    const { out } = await called('check', wrong, right, '--sarif');
    const [result, ...more] = JSON.parse(out.join('')).runs[0].results;
    expect(more).toEqual([]);
    expect(result).toMatchObject({
      ruleId: 'numbers',
      rank: 100,
      properties: { type: 'numbers', mqm: 'accuracy/mistranslation' },
      locations: [{ physicalLocation: { region: { startLine: 3 } }, logicalLocations: [{ name: 'a' }] }],
    });
    expect(result.fixes).toBeUndefined();
  });

  it('among several that cannot be read is checked all the same, and the end is 3', async () => {
    const cut = file('cut.tmx', '<tmx version="1.4"><body>');
    const { notes, end, out } = await called('check', wrong, cut, '--json');
    expect(end).toBe(3);
    expect(notes.join()).toContain('cut.tmx is not well-formed XML');
    expect(JSON.parse(out.join('')).files.map(({ findings }: { findings: unknown[] }) => findings.length)).toEqual([
      1, 0,
    ]);
  });

  it('without languages says how to name them', async () => {
    const mute = file('mute.xlf', units('Quelque 689 personnes sont parties.', ''));
    const { notes, end } = await called('check', mute);
    expect(end).toBe(1);
    expect(notes.join()).toContain('--from');
    expect((await called('check', mute, '--from', 'en', '--to', 'fr')).end).toBe(0);
  });

  it('takes no other source', async () => {
    expect((await called('check', wrong, '--source', right)).end).toBe('check.own-source');
  });

  it('in a language that checks do not know says which of them said nothing', async () => {
    const { out } = await called(
      'check',
      file('zu.xlf', units('Abantu abangu-689.', 'source-language="sw" target-language="zu"')),
      '--json',
    );
    const { notRun } = JSON.parse(out.join(''));
    expect(notRun).toContainEqual({ check: 'negation', reason: 'not-run.language' });
    expect(notRun.map(({ check }: { check: string }) => check)).not.toContain('numbers');
  });
});

describe('a profile', () => {
  it('switches checks, and the result says which', async () => {
    const profile = file('profile.json', '{"checks": {"numbers": "info"}, "languages": {"fr": {"negation": "off"}}}');
    const { out, end } = await called('check', wrong, '--profile', profile);
    expect(end).toBe(0);
    expect(out.join('\n')).toContain('The profile switches this check off. (Negation)');
  });

  it('with a slip of the pen is refused with the nearest check', async () => {
    const profile = file('slip.json', '{"checks": {"nubmers": "off"}}');
    const { end, error } = await called('check', wrong, '--profile', profile);
    expect(end).toBe('check.unknown');
    expect(error).toContain('Did you mean numbers?');
  });

  it('that asks for spelling has it checked by the dictionary of the project, names and codes excepted', async () => {
    const profile = file('spelling.json', '{"checks": {"spelling": "info"}}');
    const text = file(
      'text.en.txt',
      'The convoi left Idlib on Monday and the OCHA recieved https://exampel.org and file.txtt.\n',
    );
    const { out } = await called('check', text, '--from', 'en', '--profile', profile, '--json');
    const { findings } = JSON.parse(out.join(''));
    const found = findings.filter(({ check }: { check: string }) => check === 'spelling');
    expect(found.map(({ text: word }: { text: string }) => word)).toEqual(['convoi', 'recieved']);
    expect(found[1]).toMatchObject({ severity: 'info', type: 'misspelling' });
  });

  it('that asks for spelling in a language without a dictionary is told how to get one', async () => {
    const profile = file('spelling-es.json', '{"languages": {"es": {"spelling": "warning"}}}');
    const text = file('text.es.txt', 'El convoy salió de Idlib el lunes por la mañana.\n');
    const { out } = await called('check', text, '--from', 'es', '--profile', profile);
    expect(out.join('\n')).toContain('npm install dictionary-es');
  });
});
