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
export function wishedStyle(config: Config): HouseStyle {
  const known = styleAtHand(config);
  if (!known) throw new UsageError('style.unknown', { name: config.style, known: styleNames.join(', ') });
  return known;
}

/** The same; undefined for a name that only a desk can know. */
export function styleAtHand({ style, inputLimitMegabytes }: Config): HouseStyle | undefined {
  const known = builtinStyle(style.toLowerCase());
  if (known || !existsSync(style)) return known;
  return parseStyle(readText(style, inputLimitMegabytes), basename(style, extname(style)));
}

/** The day that `--date` names. @throws UsageError `config.value` {name, value} */
export function wishedDay(call: Call): string | undefined {
  const written = call.values.date as string | undefined;
  if (written !== undefined && !isDay(written))
    throw new UsageError('config.value', { name: '--date', value: written });
  return written;
}
