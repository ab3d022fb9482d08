import { namedGlossaries, readTerms } from '../storage/glossaries.ts';
import { type Command, exit, placeOptions } from './command.ts';
import { withMemories } from './memory-desk.ts';

/** `interlinear glossary list`: the glossaries of the desk, all of them in force for every submission. */
export const glossaryList: Command = {
  name: 'glossary list',
  usage: '[--json]',
  options: { json: { type: 'boolean' }, ...placeOptions },
  examples: ['npx interlinear glossary list'],
  async run(call) {
    return withMemories(call, this.name, async ({ tables, desk }) => {
      const rows = [];
      for (const { id, name, revision } of await namedGlossaries(tables, desk)) {
        let terms = 0;
        const languages = new Set<string>();
        const concepts = new Set<string>();
        for await (const page of readTerms(tables, id))
          for (const { concept, term } of page) {
            terms++;
            languages.add(term.language);
            concepts.add(concept);
          }
        rows.push({ name, revision, concepts: concepts.size, terms, languages: [...languages].sort() });
      }
      if (call.values.json) call.out(JSON.stringify({ glossaries: rows }));
      else if (rows.length === 0) call.out(call.messages('cli:glossary.list.none'));
      else
        for (const { name, concepts, terms, languages } of rows)
          call.out(
            call.messages('cli:glossary.list.glossary', { name, concepts, terms, languages: languages.join(', ') }),
          );
      return exit.done;
    });
  },
};
