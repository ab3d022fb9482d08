import { UsageError } from '../model/errors.ts';
import type { Publication } from './client/publishing.ts';
import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import type { Command } from './command.ts';
import { oneArgument } from './memory-desk.ts';
import { languagesOf, seePublished } from './published.ts';

/** `interlinear withdraw`: takes language versions back from readers. */
export const withdraw: Command = {
  name: 'withdraw',
  usage: 'ARTICLE --to LANG,LANG --reason TEXT [--destination NAME]',
  options: {
    to: { type: 'string', value: 'LANG,LANG' },
    reason: { type: 'string', value: 'TEXT' },
    notice: { type: 'string', value: 'TEXT' },
    destination: { type: 'string', value: 'NAME' },
    json: { type: 'boolean' },
    'publish-folder': { type: 'string', value: 'DIR' },
    ...serviceOptions,
  },
  examples: [
    'npx interlinear withdraw 019ab6c2-7f3e-7c11-9a52-3d8e5b1f0a44 --to es --reason "The source was corrected"',
  ],
  async run(call) {
    const article = oneArgument(call, this.name, 'ARTICLE');
    const languages = languagesOf(call, this.name);
    const { reason, notice, destination } = call.values as Record<string, string | undefined>;
    if (!reason?.trim()) throw new UsageError('option.needed', { command: this.name, options: '--reason' });
    const wish = { reason, ...(notice ? { notice } : {}), ...(destination ? { destination } : {}) };
    return withService(call, this.name, async (at) => {
      const asked: Publication[] = [];
      for (const language of languages)
        asked.push(...(await at.reached.client.publishing.withdraw(article, language, wish)));
      return seePublished(call, at, article, asked);
    });
  },
};
