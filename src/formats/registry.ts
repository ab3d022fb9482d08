import type { ArticleFormat } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import type { ArticleFormatMember } from './format.ts';
import { html } from './html/html.ts';
import { text } from './text/text.ts';

/** The formats an article can come in, one line each. */
const members: ArticleFormatMember[] = [text, html];

/** The format of a name. @throws InterlinearError `input.extension` {name, known} where there is none. */
export function articleFormat(name: ArticleFormat | string): ArticleFormatMember {
  const member = members.find((each) => each.name === name);
  if (!member)
    throw new InterlinearError('input.extension', { name, known: members.map((each) => each.name).join(', ') });
  return member;
}

/** The format of a file by its name's extension, in any case. @throws InterlinearError `input.extension` {name, known}. */
export function articleFormatForFile(fileName: string): ArticleFormatMember {
  const lower = fileName.toLowerCase();
  const member = members.find((each) => each.extensions.some((extension) => lower.endsWith(extension)));
  if (!member) {
    const known = members.flatMap((each) => each.extensions).join(', ');
    throw new InterlinearError('input.extension', { name: fileName, known });
  }
  return member;
}
