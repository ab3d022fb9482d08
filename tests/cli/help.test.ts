import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/columns.ts';
import type { Command } from '../../src/cli/command.ts';
import { commandNames, loadCommand, resolveCommand } from '../../src/cli/commands.ts';
import { commandHelp, overview } from '../../src/cli/help.ts';
import { interfaceLanguages, messagesIn } from '../../src/i18n.ts';

const english = messagesIn('en');
const commands = (await Promise.all(commandNames.map(loadCommand))) as Command[];
const subcommands = await Promise.all(
  commands.flatMap((command) => Object.values(command.subcommands ?? {}).map((load) => load())),
);
const all = [...commands, ...subcommands];
const translate = commands.find(({ name }) => name === 'translate');
if (!translate) throw new Error('there is no command translate');

describe('interlinear --help', () => {
  it('lists every command with what it does', () => {
    const lines = overview(commandNames, english, 100).split('\n');
    expect(lines).toContain('Usage: interlinear COMMAND [...]');
    for (const { name } of commands)
      expect(
        lines.filter((line) => line.startsWith(`  ${name} `) && line.trim().length > name.length + 10),
      ).toHaveLength(1);
  });
});

describe('interlinear memory --help', () => {
  it('lists its commands, and each is called by its name', async () => {
    const { command } = await resolveCommand(['memory']);
    const lines = commandHelp(command, english, 100).split('\n');
    for (const name of Object.keys(command.subcommands ?? {})) {
      expect(lines.some((line) => line.startsWith(`  ${name} `))).toBe(true);
      const resolved = await resolveCommand(['memory', name, '--json', 'x']);
      expect([resolved.command.name, resolved.rest]).toEqual([`memory ${name}`, ['--json', 'x']]);
    }
    await expect(resolveCommand(['memory', 'forget'])).rejects.toMatchObject({ code: 'command.unknown' });
    await expect(resolveCommand(['forget'])).rejects.toMatchObject({ code: 'command.unknown' });
  });
});

describe('interlinear COMMAND --help', () => {
  it.each(interfaceLanguages.flatMap((language) => all.map((command) => [language, command.name, command] as const)))(
    'has a sentence in %s for %s and each of its options',
    (language, name, command) => {
      const text = commandHelp(command, messagesIn(language), 100);
      // A key without a sentence shows as itself.
      expect(text).not.toMatch(/\boption\.|\.summary|help\./);
      for (const option of Object.keys(command.options))
        expect(text, name).toMatch(new RegExp(`^  --${option} .*\\S{2}`, 'm'));
    },
  );

  it('indents the further lines of an option under its first one', () => {
    const lines = commandHelp(translate, english, 100).split('\n');
    const first = lines.findIndex((line) => line.startsWith('  --out DIR'));
    expect(lines[first + 1]).toMatch(new RegExp(`^ {${(lines[first] ?? '').indexOf('folder')}}\\S.*each$`));
  });

  it.each([80, 100, 120])(
    'fits a terminal of %i columns but for usage and examples, which are to be copied',
    (columns) => {
      for (const language of interfaceLanguages)
        for (const command of all)
          for (const line of commandHelp(command, messagesIn(language), columns).split('\n'))
            if (!line.includes('interlinear')) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
    },
  );

  it('puts the colon as each language does', () => {
    expect(commandHelp(translate, english)).toContain('Usage: interlinear translate');
    expect(commandHelp(translate, messagesIn('fr'))).toContain('Utilisation\u00a0: interlinear translate');
  });
});
