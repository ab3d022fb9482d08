import { failureText } from './client/job-report.ts';
import type { DeadLetter } from './client/shapes.ts';
import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import { type Command, exit } from './command.ts';
import { labelled } from './sentence.ts';

/** Articles that one request names at most. */
const AT_ONCE = 1000;

/** `interlinear redrive`: tries articles again that were given up; without a name, lists them with the reasons. */
export const redrive: Command = {
  name: 'redrive',
  usage: '[ARTICLE...|--all]',
  options: { all: { type: 'boolean' }, json: { type: 'boolean' }, ...serviceOptions },
  examples: ['npx interlinear redrive', 'npx interlinear redrive --all'],
  async run(call) {
    const { positionals, values } = call;
    return withService(call, this.name, async ({ reached: { client } }) => {
      const letters: DeadLetter[] = [];
      if (positionals.length === 0) for await (const letter of client.deadLetters()) letters.push(letter);
      if (positionals.length === 0 && !values.all) {
        if (values.json) call.out(JSON.stringify({ deadLetters: letters }));
        else if (letters.length === 0) call.note(call.messages('cli:redrive.none'));
        else for (const letter of letters) call.out(labelled(...described(letter), call.interfaceLanguage));
        return exit.done;
      }
      const wanted = values.all ? letters.map(({ article }) => article) : positionals;
      const again: string[] = [];
      for (let at = 0; at < wanted.length; at += AT_ONCE)
        again.push(...(await client.redrive(wanted.slice(at, at + AT_ONCE))));
      if (values.json) call.out(JSON.stringify({ articles: again }));
      else call.out(call.messages('cli:redrive.done', { count: again.length }));
      return again.length === wanted.length ? exit.done : again.length === 0 ? exit.failed : exit.partial;
    });
  },
};

function described({ article, fileName, error, languages }: DeadLetter): [string, string] {
  const reasons = [error, ...languages.map((language) => language.error)].filter((one) => one !== null);
  return [`${article} ${fileName}`, [...new Set(reasons.map(failureText))].join(' ')];
}
