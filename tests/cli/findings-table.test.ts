import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/columns.ts';
import { findingsTable } from '../../src/cli/findings-table.ts';
import { messagesIn } from '../../src/i18n.ts';
import type { PlacedFinding } from '../../src/model/finding.ts';

const english = messagesIn('en');

function term(found: string, preferred: string, more: Partial<PlacedFinding> = {}): PlacedFinding {
  return {
    check: 'terminology',
    type: 'terminology',
    severity: 'warning',
    side: 'source',
    start: 0,
    end: found.length,
    text: found,
    suggestions: [preferred],
    message: { key: 'terminology.replace', parameters: { found, preferred, origin: 'builtin' } },
    document: 'delivered',
    segment: 0,
    ...more,
  };
}

const unbalanced = term('(', '', {
  check: 'brackets',
  severity: 'error',
  suggestions: [],
  document: 'translation',
  language: 'es',
  message: { key: 'brackets.opens', parameters: { mark: '(' } },
});
const furniture = term('Download our application and take all the news of the day with you wherever you go', '', {
  check: 'furniture',
  message: { key: 'furniture.block', parameters: {} },
});

const flat = (lines: string[]) => lines.join(' ').replaceAll(/\s+/g, ' ');

describe('the table of findings', () => {
  it('says that there are none', () => {
    expect(findingsTable([], english)).toEqual(['Nothing was found.']);
  });

  it('shows equal findings once with their number, errors first', () => {
    const lines = findingsTable(
      [term('Idleb', 'Idlib'), unbalanced, term('Idleb', 'Idlib', { segment: 3 })],
      english,
      160,
    );
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^Severity +Where +Check +Text +Finding$/);
    expect(lines[2]).toMatch(/^error +es +/);
    expect(lines[3]).toContain('Idleb -> Idlib (x2)');
  });

  it('names checks and the list a name comes from in the words of the reader, not by their ids', () => {
    const lines = flat(findingsTable([term('Idleb', 'Idlib')], english, 160));
    expect(lines).toContain('Terms and names');
    expect(lines).toContain('(built-in list)');
    const french = flat(findingsTable([term('Idleb', 'Idlib')], messagesIn('fr'), 160));
    expect(french).toContain('Termes et noms');
    expect(french).toContain('(liste intégrée)');
    expect(lines + french).not.toMatch(/terminology|builtin/);
  });

  it('names a glossary by its file', () => {
    const finding = term('Idleb', 'Idlib', {
      message: { key: 'terminology.avoid', parameters: { found: 'Idleb', origin: 'desk.csv' } },
    });
    expect(flat(findingsTable([finding], english, 160))).toContain('“Idleb” is not used here (desk.csv); reword it.');
  });

  it.each(['en', 'fr', 'es', 'ar'])('keeps to the width of the terminal, in %s', (language) => {
    const findings = [term('camps of displaced people', 'displacement camps'), unbalanced, furniture];
    for (const columns of [60, 80, 100, 120, 200])
      for (const line of findingsTable(findings, messagesIn(language), columns))
        expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  });

  it('wraps a sentence within its column and cuts nothing of it', () => {
    const lines = findingsTable([term('camps of displaced people', 'displacement camps')], english, 100);
    const column = lines[0]?.indexOf('Finding') ?? -1;
    const sentence = lines
      .slice(2)
      .map((line) => line.slice(column))
      .join(' ');
    expect(lines.length).toBeGreaterThan(3);
    expect(sentence).toBe('“camps of displaced people” is not used here (built-in list); write “displacement camps”.');
  });

  it('puts sentences below their rows where a terminal is narrow', () => {
    const lines = findingsTable([term('Idleb', 'Idlib')], english, 52);
    expect(lines[0]).not.toContain('Finding');
    expect(lines.slice(-2)).toEqual(['    “Idleb” is not used here (built-in list); write', '    “Idlib”.']);
  });

  it('cuts a long quotation, but says what to do with it', () => {
    const lines = flat(findingsTable([furniture], english, 200));
    expect(lines).toContain('... ');
    expect(lines).not.toContain('wherever');
  });

  it('says that a text is to be left out where the best wording is none', () => {
    const finding = { ...furniture, suggestions: [''] };
    expect(flat(findingsTable([finding], english, 200))).toContain('-> (left out)');
  });
});
