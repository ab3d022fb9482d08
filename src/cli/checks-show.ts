import { type Description, describeCheck } from '../checks/describe.ts';
import { nearestCheck } from '../checks/nearest.ts';
import { checks } from '../checks/registry.ts';
import { UsageError } from '../model/errors.ts';
import { type Command, exit } from './command.ts';

/** `interlinear checks show ID`: what a check is, with its examples: what it says of them, and what it is silent about. */
export const checksShow: Command = {
  name: 'checks show',
  usage: 'ID [--json]',
  options: { json: { type: 'boolean' } },
  examples: ['npx interlinear checks show numbers'],
  async run({ values, positionals, messages, out }) {
    const [id = ''] = positionals;
    const check = checks.find((one) => one.id === id);
    if (!check)
      throw new UsageError('check.unknown', {
        check: id,
        nearest: nearestCheck(id),
        known: checks.map((one) => one.id).join(', '),
      });
    const description = describeCheck(check);
    if (values.json) {
      out(JSON.stringify(description));
      return exit.done;
    }
    out(`${id}: ${messages(`findings:check.${id}`)}`);
    out(
      messages('cli:checks.show.facts', {
        severity: messages(`cli:severity.${check.severity}`),
        its: description.its,
        type: check.type,
        mqm: check.mqm,
      }),
    );
    if (description.languages)
      out(messages('cli:checks.show.languages', { languages: description.languages.join(', ') }));
    out('');
    out(messages('cli:checks.show.invalid'));
    for (const { texts, remarks } of description.invalid) {
      for (const line of linesOf(texts)) out(`  ${line}`);
      for (const { text, key, parameters, suggestions } of remarks) {
        const better = suggestions.length > 0 ? ` -> ${suggestions.join(' | ')}` : '';
        out(`    ${text}${better}: ${messages(`findings:${key}`, parameters)}`);
      }
    }
    out('');
    out(messages('cli:checks.show.valid'));
    for (const texts of description.valid) for (const line of linesOf(texts)) out(`  ${line}`);
    return exit.done;
  },
};

function linesOf(texts: Description['valid'][number]): string[] {
  return texts.map(({ language, text }) => `${language}: ${text}`);
}
