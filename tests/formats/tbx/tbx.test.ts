import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  DtdValidator,
  XmlBufferInputProvider,
  XmlDocument,
  XmlDtd,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { tbx2, tbx3 } from '../../../src/formats/tbx/tbx.ts';
import type { Concept } from '../../../src/model/term.ts';
import { glossaries, readAll, writeAll } from '../glossaries.ts';

/** What TBX keeps: wordings stand together by language. */
function grouped(concepts: Concept[]): Concept[] {
  return concepts.map((concept) => ({
    ...concept,
    terms: [...Map.groupBy(concept.terms, ({ language }) => language).values()].flat(),
  }));
}

describe.each([tbx3, tbx2])('a glossary as $name', (format) => {
  it('comes back as it was written, whatever its texts are', async () => {
    await fc.assert(
      fc.asyncProperty(glossaries(false), fc.integer({ min: 1, max: 50 }), async (concepts, pieces) => {
        const { text, dropped } = writeAll(format, concepts);
        expect([...dropped]).toEqual([]);
        const { concepts: read, refusals } = await readAll(format, text, pieces);
        expect(refusals).toEqual([]);
        expect(read).toEqual(grouped(concepts));
      }),
    );
  });

  it('is well formed with every detail, and lists what it dropped', async () => {
    await fc.assert(
      fc.asyncProperty(glossaries(true), async (concepts) => {
        const { text, dropped } = writeAll(format, concepts);
        XmlDocument.fromString(text).dispose();
        const terms = concepts.flatMap((concept) => concept.terms);
        expect(dropped.get('styles') ?? 0).toBe(terms.filter(({ styles }) => styles).length);
        expect(dropped.get('do-not-translate') ?? 0).toBe(
          concepts.filter(({ doNotTranslate }) => doNotTranslate).length,
        );
        expect((await readAll(format, text)).rows.map(({ term }) => term.text)).toEqual(
          grouped(concepts).flatMap((concept) => concept.terms.map((term) => term.text)),
        );
      }),
    );
  });

  it('has two concepts of one name apart', () => {
    const concept: Concept = {
      id: 'a',
      origin: 'desk',
      terms: [{ language: 'en', text: 'A', status: 'preferred', kind: 'term' }],
    };
    expect(writeAll(format, [concept, concept]).text).toMatch(/id="a"[\s\S]*id="a-2"/);
  });
});

const folder = new URL('../../../../shared/data/schemas/', import.meta.url);
const haveSchemas = existsSync(new URL('tbx/TBX_core.xsd', folder));

describe.skipIf(!haveSchemas)(`by the standard${haveSchemas ? '' : ' (skipped: the schemas are not at hand)'}`, () => {
  const sample = () => fc.sample(glossaries(true), { numRuns: 30, seed: 1 }).map((concepts) => concepts);

  it('TBX 3 is valid against the core schema', () => {
    const namespace = readFileSync(new URL('xliff-2.0-2.1/informativeCopiesOf3rdPartySchemas/w3c/xml.xsd', folder));
    xmlRegisterInputProvider(new XmlBufferInputProvider({ 'schemas:/xml.xsd': namespace }));
    const schema = readFileSync(new URL('tbx/TBX_core.xsd', folder), 'utf8').replace(
      'http://www.w3.org/2001/xml.xsd',
      'schemas:/xml.xsd',
    );
    using validator = XsdValidator.fromDoc(XmlDocument.fromString(schema, { url: 'schemas:/TBX_core.xsd' }));
    for (const concepts of sample()) {
      const document = XmlDocument.fromString(writeAll(tbx3, concepts).text);
      validator.validate(document);
      document.dispose();
    }
  });

  it('TBX 2 is valid against the core structure DTD', () => {
    using validator = new DtdValidator(XmlDtd.fromBuffer(readFileSync(new URL('tbx/TBXcoreStructV02.dtd', folder))));
    for (const concepts of sample()) {
      const document = XmlDocument.fromString(writeAll(tbx2, concepts).text);
      validator.validate(document);
      document.dispose();
    }
  });
});

describe('TBX of others', () => {
  const martif = (body: string, head = '<martif type="TBX" xml:lang="en">') =>
    `<?xml version="1.0"?>\n${head}\n<text><body>${body}</body></text></martif>`;

  it('may write terms in groups, statuses in the spelling of TBX-Min, and data categories of its own', async () => {
    const { rows, refusals } = await readAll(
      tbx2,
      martif(`<termEntry id="c1"><descripGrp><descrip type="subjectField">aid</descrip></descripGrp>
<langSet xml:lang="en"><ntig><termGrp><term>con<hi>voy</hi></term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
<tig><term>caravan</term><termNote type="administrativeStatus">notRecommended</termNote><descrip type="context">x</descrip></tig></langSet>
</termEntry>`),
    );
    expect(rows.map(({ concept, domain, term }) => [concept, domain, term.text, term.status])).toEqual([
      ['c1', 'aid', 'convoy', 'preferred'],
      ['c1', 'aid', 'caravan', 'deprecated'],
    ]);
    expect(refusals).toMatchObject([{ reason: 'glossary.reason.category', value: 'context', ignored: true }]);
  });

  it('may say categories by element names (DCT)', async () => {
    const { rows } = await readAll(
      tbx3,
      `<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:basic="http://www.tbxinfo.net/ns/basic" xmlns:min="http://www.tbxinfo.net/ns/min">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id="c"><min:subjectField>un</min:subjectField>
<langSec xml:lang="en"><termSec><term>OCHA</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus><basic:termType>acronym</basic:termType></termSec></langSec></conceptEntry></body></text></tbx>`,
    );
    expect(rows).toMatchObject([{ domain: 'un', term: { text: 'OCHA', status: 'superseded', kind: 'acronym' } }]);
  });

  it('in an unknown dialect is read, and the dialect named', async () => {
    const { rows, refusals } = await readAll(
      tbx2,
      martif(
        '<termEntry id="c"><langSet xml:lang="en"><tig><term>A</term></tig></langSet></termEntry>',
        '<martif type="TBX-House" xml:lang="en">',
      ),
    );
    expect(rows).toHaveLength(1);
    expect(refusals).toEqual([{ line: 2, reason: 'glossary.reason.dialect', value: 'TBX-House', ignored: true }]);
  });

  it.each([
    [
      'entities of its own',
      '<!DOCTYPE martif [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><martif><text/></martif>',
      'glossary.entities',
    ],
    ['another kind of file', '<html><body/></html>', 'glossary.not-tbx'],
    ['broken XML', '<martif><text><body></martif>', 'glossary.malformed'],
    ['a file that breaks off', '<martif><text><body>', 'glossary.malformed'],
  ])('is refused with %s', async (_, text, code) => {
    await expect(readAll(tbx2, text)).rejects.toMatchObject({ code });
  });

  it('refuses what has no term or no language that is known, and reads the rest', async () => {
    const { rows, refusals } = await readAll(
      tbx2,
      martif(`<termEntry id="a"><langSet xml:lang="xx"><tig><term>A</term></tig></langSet></termEntry>
<termEntry id="b"><langSet xml:lang="en"><tig><term> </term></tig><tig><term>B</term></tig></langSet></termEntry>`),
    );
    expect(rows.map(({ term }) => term.text)).toEqual(['B']);
    expect(refusals.map(({ reason }) => reason)).toEqual([
      'glossary.reason.unknown-language',
      'glossary.reason.empty-concept',
      'glossary.reason.empty-term',
    ]);
  });
});
