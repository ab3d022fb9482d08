import { type Config, readConfig } from '../config.ts';
import type { Concept } from '../model/term.ts';
import { findConcepts } from '../pipeline/glossary-search.ts';
import { loadConcepts, namedGlossaries } from '../storage/glossaries.ts';
import { type Call, type Command, exit, flagsOf, placeOptions } from './command.ts';
import { givenStyle } from './desk-style.ts';
import { glossaryConcepts } from './glossary-files.ts';
import { languageOption, oneArgument, withMemories } from './memory-desk.ts';
import { wishedDay } from './wished-style.ts';

/** Concepts that are shown. */
const SHOWN = 50;

/** `interlinear glossary find`: the concepts that have a wording, with all their forms, as a house style has them on a day. */
export const glossaryFind: Command = {
  name: 'glossary find',
  usage: 'TEXT [--language LANG] [--style NAME] [--date DAY]',
  options: {
    language: { type: 'string', value: 'LANG' },
    glossary: { type: 'string', multiple: true, value: 'FILE' },
    style: { type: 'string', value: 'NAME|FILE' },
    date: { type: 'string', value: 'YYYY-MM-DD' },
    json: { type: 'boolean' },
    ...placeOptions,
  },
  examples: [
    'npx interlinear glossary find Ocha --style guardian',
    'npx interlinear glossary find Türkiye --style un --date 2020-02-12',
  ],
  async run(call) {
    const text = oneArgument(call, this.name, 'TEXT');
    const config: Config = readConfig(flagsOf(call));
    const day = wishedDay(call) ?? new Date().toISOString().slice(0, 10);
    const language = languageOption(call, 'language');
    const files: Concept[] = [];
    for (const path of (call.values.glossary as string[] | undefined) ?? [])
      files.push(...(await glossaryConcepts(path)));
    const { stored, style } = await withMemories(call, this.name, async ({ tables, desk }) => ({
      stored: await loadConcepts(
        tables,
        desk,
        (await namedGlossaries(tables, desk)).map(({ id }) => id),
      ),
      style: await givenStyle(tables, desk, config),
    }));
    const found = findConcepts(text, [...files, ...stored], { style, day, ...(language ? { language } : {}) });
    if (call.values.json) call.out(JSON.stringify({ style: style.name, date: day, concepts: found }));
    else tell(call, found);
    return found.length > 0 ? exit.done : exit.failed;
  },
};

function tell(call: Call, found: Concept[]): void {
  const { messages } = call;
  if (found.length === 0) call.out(messages('cli:glossary.find.none'));
  for (const { id, origin, domain, doNotTranslate, terms } of found.slice(0, SHOWN)) {
    const facts = [domain, doNotTranslate ? messages('cli:glossary.find.untranslated') : undefined].filter(Boolean);
    call.out(
      `${id} (${messages('cli:glossary.find.origin', { origin })})${facts.length > 0 ? `: ${facts.join(', ')}` : ''}`,
    );
    for (const { language, text, status, note, forbidden } of terms) {
      const says = messages(`cli:glossary.status.${forbidden ? 'forbidden' : status}`);
      call.out(`  ${language}  ${text}  (${says})${note ? ` ${note}` : ''}`);
    }
  }
  if (found.length > SHOWN) call.out(messages('cli:glossary.import.more', { count: found.length - SHOWN }));
}
