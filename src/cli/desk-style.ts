import type { Config } from '../config.ts';
import { InterlinearError } from '../model/errors.ts';
import type { HouseStyle } from '../model/term.ts';
import type { Tables } from '../storage/database.ts';
import { deskSettings } from '../storage/desks.ts';
import { ownStyle, ownStyles } from '../storage/house-styles.ts';
import { builtinStyle, parseStyle, styleNames } from '../terminology/styles.ts';
import { wishedStyle } from './wished-style.ts';

/** Rules that one style may have. */
const MOST_RULES = 5000;

/** How the name of a desk's own style is written: `house`, `tages-zeitung 2`. */
export const styleName = '^[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,49}$';

/**
 * A house style by its name: the product's, or one that the desk brought.
 *
 * @throws InterlinearError `style.unknown` {name, known}
 */
export async function styleNamed(tables: Tables, desk: string, name: string): Promise<HouseStyle> {
  const style = await styleOf(tables, desk, name);
  if (style) return style;
  const names = [...styleNames, ...(await ownStyles(tables, desk)).map((style) => style.name)];
  throw new InterlinearError('style.unknown', { name, known: names.join(', ') });
}

/** The same; undefined where there is none of that name. */
export async function styleOf(tables: Tables, desk: string, name: string): Promise<HouseStyle | undefined> {
  const known = builtinStyle(name.trim().toLowerCase());
  if (known) return known;
  const own = await ownStyle(tables, desk, name.trim().toLowerCase());
  return own && { name: own.name, rules: own.rules };
}

/**
 * The style where nobody names one: what the settings of this process say where somebody set it there, else what the desk says.
 *
 * @param settings the desk's, where they are known
 */
export async function usualStyle(
  tables: Tables,
  desk: string,
  config: Config,
  settings?: { houseStyle: string },
): Promise<HouseStyle> {
  if (config.given.has('style')) return givenStyle(tables, desk, config);
  const { houseStyle } = settings ?? (await deskSettings(tables, desk));
  return (await styleOf(tables, desk, houseStyle)) ?? wishedStyle(config);
}

/** The style that the settings name: one of the product's, one of the desk's, or a file. @throws as wishedStyle */
export async function givenStyle(tables: Tables, desk: string, config: Config): Promise<HouseStyle> {
  return (await styleOf(tables, desk, config.style)) ?? wishedStyle(config);
}

/**
 * Reads a style that a desk brings.
 *
 * @param content the table, as docs/styles.md describes it
 * @throws InterlinearError `style.malformed`; `style.name` {name}; `style.reserved` {name} for a name of the product's; `style.empty` {name};
 * `style.too-long` {name, rules, most}
 */
export function broughtStyle(written: string, content: string): HouseStyle {
  const name = written.trim().toLowerCase();
  if (!new RegExp(styleName, 'u').test(name)) throw new InterlinearError('style.name', { name: written });
  if (builtinStyle(name)) throw new InterlinearError('style.reserved', { name });
  const style = parseStyle(content, name);
  if (style.rules.length === 0) throw new InterlinearError('style.empty', { name });
  if (style.rules.length > MOST_RULES)
    throw new InterlinearError('style.too-long', { name, rules: style.rules.length, most: MOST_RULES });
  return style;
}
