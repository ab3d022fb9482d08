import { readFileSync } from 'node:fs';
import type { Role } from '../../model/article.ts';
import type { Piece } from './tokens.ts';

/** Words of class names and the like, and the role they state. */
const stated: [role: Role, words: string[]][] = readFileSync(new URL('./hints.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => {
    const [role = '', words = ''] = line.split('\t');
    return [role as Role, words.split(' ')];
  });

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

const naming = ['class', 'id', 'itemprop', 'rel', 'data-role', 'data-testid'];

/** The role that an element states for the text in it, by its attributes, else by its name; page headers and footers are furniture, an article's own are not. */
export function elementHint(tag: Piece, insideArticle: boolean): Role | undefined {
  if (tag.name === 'html' || tag.name === 'body' || tag.name === 'main' || tag.name === 'article') return undefined;
  if ((tag.name === 'header' || tag.name === 'footer') && !insideArticle) return 'furniture';
  const byName = byElement[tag.name];
  if (byName === 'headline' || byName === 'furniture') return byName;
  const role = statedByNames(tag);
  return role ?? byName;
}

/** `has-sidebar` and `no-comments` speak of the layout, not of the text in the element. */
const aboutLayout = /^(?:has|with|no|is|without)-/;

function statedByNames(tag: Piece): Role | undefined {
  const names = naming.map((name) => tag.attributes.get(name)?.value ?? '').join(' ');
  const spaced = names
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .split(/\s+/)
    .map((name) => name.replace(/[_:-]+/g, '-'))
    .filter((name) => name && !aboutLayout.test(name));
  if (spaced.length === 0) return undefined;
  return stated.find(([, words]) =>
    words.some((word) => spaced.some((name) => `-${name}-`.includes(`-${word}-`))),
  )?.[0];
}

/** The role of a meta element's content, where it is text for readers. */
export function metaHint(tag: Piece): Role | undefined {
  const name = (tag.attributes.get('name') ?? tag.attributes.get('property'))?.value.toLowerCase();
  if (name === 'description' || name === 'og:description' || name === 'twitter:description') return 'standfirst';
  if (name === 'og:title' || name === 'twitter:title') return 'headline';
  if (name === 'keywords' || name === 'news_keywords') return 'keywords';
  return undefined;
}
