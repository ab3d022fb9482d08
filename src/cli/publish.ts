import type { Publication } from './client/publishing.ts';
import { serviceOptions } from './client/wishes.ts';
import { withService } from './client/with-service.ts';
import type { Command } from './command.ts';
import { oneArgument } from './memory-desk.ts';
import { destinationOf, languagesOf, seePublished } from './published.ts';

/** `interlinear publish`: puts language versions that are final where readers find them. */
export const publish: Command = {
  name: 'publish',
  usage: 'ARTICLE --to LANG,LANG [--destination NAME]',
  options: {
    to: { type: 'string', value: 'LANG,LANG' },
    destination: { type: 'string', value: 'NAME' },
    'embargo-over': { type: 'boolean' },
    json: { type: 'boolean' },
    'publish-folder': { type: 'string', value: 'DIR' },
    ...serviceOptions,
  },
  examples: ['npx interlinear publish 019ab6c2-7f3e-7c11-9a52-3d8e5b1f0a44 --to es --destination site'],
  async run(call) {
    const article = oneArgument(call, this.name, 'ARTICLE');
    const languages = languagesOf(call, this.name);
    return withService(call, this.name, async (at) => {
      const destination = await destinationOf(call, this.name, at);
      const embargoOver = call.values['embargo-over'] === true;
      const asked: Publication[] = [];
      for (const language of languages)
        asked.push(await at.reached.client.publishing.publish(article, language, { destination, embargoOver }));
      return seePublished(call, at, article, asked);
    });
  },
};
