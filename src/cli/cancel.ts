import { InterlinearError, UsageError } from '../model/errors.ts';
import type { Client } from './client/client.ts';
import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import { type Call, type Command, exit } from './command.ts';
import { oneArgument } from './memory-desk.ts';
import { wishedLanguage } from './wished-language.ts';

/** `interlinear cancel`: stops what is left of a job, of one of its articles, or of one language of that. What is done stays. */
export const cancel: Command = {
  name: 'cancel',
  usage: 'JOB|ARTICLE',
  options: { language: { type: 'string', value: 'LANG' }, json: { type: 'boolean' }, ...serviceOptions },
  examples: [
    'npx interlinear cancel 019ab6c2-7f3e-7c11-9a52-3d8e5b1f0a44',
    'npx interlinear cancel 019ab6c2-81d0-7a05-b3f1-6c0de9a2417b --language es',
  ],
  async run(call) {
    const id = oneArgument(call, this.name, 'JOB|ARTICLE');
    const written = call.values.language as string | undefined;
    const language = written === undefined ? undefined : wishedLanguage(written);
    return withService(call, this.name, async ({ reached: { client } }) => {
      if (language === undefined) {
        const job = await jobCanceled(client, id);
        if (job) {
          if (call.values.json) call.out(JSON.stringify({ id, ...job }));
          else call.out(call.messages('cli:cancel.done', { count: job.articles }));
          return exit.done;
        }
      }
      return articleCanceled(call, client, id, language);
    });
  },
};

/** @returns undefined where there is no job of that id */
async function jobCanceled(client: Client, id: string) {
  try {
    return await client.cancel(id);
  } catch (error) {
    if (error instanceof InterlinearError && error.code === 'not-found.job') return undefined;
    throw error;
  }
}

/** @throws UsageError `cancel.unknown` {id} where there is neither a job nor an article of that id */
async function articleCanceled(call: Call, client: Client, id: string, language: string | undefined): Promise<number> {
  const answer = await client.cancelArticle(id, language).catch((error: unknown) => {
    if (error instanceof InterlinearError && error.code === 'not-found.article')
      throw new UsageError('cancel.unknown', { id });
    throw error;
  });
  if (call.values.json) call.out(JSON.stringify({ id, ...answer }));
  else call.out(call.messages(answer.canceled ? `cli:cancel.${language ? 'language' : 'article'}` : 'cli:cancel.over'));
  return exit.done;
}
