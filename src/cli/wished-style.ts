import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Config } from '../config.ts';
import { UsageError } from '../model/errors.ts';
import type { HouseStyle } from '../model/term.ts';
import { builtinStyle, isDay, parseStyle, styleNames } from '../terminology/styles.ts';
import type { Call } from './command.ts';
import { readText } from './files.ts';

/**
 * The house style that a call asks for: one of the product's by its name, or a file.
 *
 * @throws UsageError `style.unknown` {name, known}; InterlinearError `style.malformed`
 */
export function wishedStyle({ style, inputLimitMegabytes }: Config): HouseStyle {
  const known = builtinStyle(style.toLowerCase());
  if (known) return known;
  if (!existsSync(style)) throw new UsageError('style.unknown', { name: style, known: styleNames.join(', ') });
  return parseStyle(readText(style, inputLimitMegabytes), basename(style, extname(style)));
}

/** The day that `--date` names. @throws UsageError `config.value` {name, value} */
export function wishedDay(call: Call): string | undefined {
  const written = call.values.date as string | undefined;
  if (written !== undefined && !isDay(written))
    throw new UsageError('config.value', { name: '--date', value: written });
  return written;
}
