import { readFileSync } from 'node:fs';
import type { Role } from '../../model/article.ts';
import type { Piece } from './tokens.ts';

const rows = readFileSync(new URL('./hints.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line): [string, string[]] => {
    const [role = '', words = ''] = line.split('\t');
    return [role, words.split(' ')];
  });

const frames = (where: string) => rows.filter(([name]) => name === where).flatMap(([, words]) => words);
const before = frames('before').join('|');
const after = frames('after').join('|');

/** Names of classes and the like, and the role they state. */
const stated = rows
  .filter(([name]) => name !== 'before' && name !== 'after')
  .map(([role, words]): { role: Role; name: RegExp } => ({
    role: role as Role,
    name: new RegExp(`^(?:(?:${before})-)?(?:${words.join('|')})(?:-(?:${after}))?$`),
  }));

const byElement: Record<string, Role> = {
  h1: 'headline',
  title: 'headline',
  h2: 'crosshead',
  h3: 'crosshead',
  h4: 'crosshead',
  h5: 'crosshead',
  h6: 'crosshead',
  figcaption: 'caption',
  caption: 'caption',
  nav: 'furniture',
  aside: 'furniture',
  button: 'furniture',
  form: 'furniture',
  label: 'furniture',
  dialog: 'furniture',
  menu: 'furniture',
};

/** Elements that hold furniture as a rule, and the story now and then. */
const doubtful = new Set(['aside', 'form']);

const naming = ['class', 'id', 'itemprop', 'rel', 'data-role', 'data-testid'];

/** What an element says of the text in it. */
export interface Hint {
  role: Role;
  /** `name`: only a class says so; `element`: an element that may hold the story too; absent: beyond doubt. */
  doubt?: 'name' | 'element';
}

/** The role that an element states for the text in it, by its attributes, else by its name; page headers and footers are furniture, an article's own are not. */
export function elementHint(tag: Piece, insideArticle: boolean): Hint | undefined {
  if (tag.name === 'html' || tag.name === 'body' || tag.name === 'main' || tag.name === 'article') return undefined;
  if ((tag.name === 'header' || tag.name === 'footer') && !insideArticle) return { role: 'furniture' };
  const byName = byElement[tag.name];
  if (byName === 'headline') return { role: byName };
  if (byName === 'furniture' && !doubtful.has(tag.name)) return { role: byName };
  const named = statedByNames(tag);
  if (named === 'furniture') return { role: named, doubt: 'name' };
  if (byName === 'furniture') return { role: byName, doubt: 'element' };
  const role = named ?? byName;
  return role && { role };
}

function statedByNames(tag: Piece): Role | undefined {
  const names = naming
    .flatMap((name) => (tag.attributes.get(name)?.value ?? '').split(/\s+/))
    .map((name) => name.replace(/^.*[^_-]__(?=[^_])/, '').replace(/(?<=[^-])--.*$/, ''))
    .map((name) =>
      name
        .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
        .toLowerCase()
        .replace(/[_:-]+/g, '-'),
    )
    .filter(Boolean);
  if (names.length === 0) return undefined;
  return stated.find(({ name }) => names.some((each) => name.test(each)))?.role;
}

/** The role of a meta element's content, where it is text for readers. */
export function metaHint(tag: Piece): Role | undefined {
  const name = (tag.attributes.get('name') ?? tag.attributes.get('property'))?.value.toLowerCase();
  if (name === 'description' || name === 'og:description' || name === 'twitter:description') return 'standfirst';
  if (name === 'og:title' || name === 'twitter:title') return 'headline';
  if (name === 'keywords' || name === 'news_keywords') return 'keywords';
  return undefined;
}
