import type { InlineCode } from '../../../model/article.ts';
import { partOf } from './code-edits.ts';
import type { CodedText } from './coded-text.ts';
import { codesIn, selectionIn } from './field.ts';

/** A text with its codes on the clipboard, beside the plain text that other programs take. */
const CODED = 'application/x-interlinear-text';

/** What is chosen of a text: the part, and where it stands. */
export interface Copied {
  part: CodedText;
  start: number;
  end: number;
  /** Its codes. */
  ids: ReadonlySet<string>;
}

/**
 * Copies what is chosen of a text in the page with its codes; the names on their chips are no part of the text.
 *
 * @param cell where the text stands @returns undefined where nothing of it is chosen, and the browser copies what is chosen elsewhere
 */
export function copy(
  event: Pick<ClipboardEvent, 'clipboardData' | 'preventDefault'>,
  cell: HTMLElement,
  content: CodedText,
) {
  const chosen = selectionIn(cell);
  const ids = codesIn(cell);
  if (!chosen || (chosen.start === chosen.end && ids.size === 0)) return undefined;
  const part = partOf(content, chosen.start, chosen.end, ids);
  event.preventDefault();
  event.clipboardData?.setData('text/plain', part.text);
  event.clipboardData?.setData(CODED, JSON.stringify(part));
  return { ...chosen, part, ids } satisfies Copied;
}

/** What is to be pasted: a text of the desk with its codes, or any text. Whatever stands on the clipboard, nothing of it is read as markup. */
export function pasted(data: Pick<DataTransfer, 'getData'>): CodedText {
  const text = data.getData('text/plain').replaceAll('\r\n', '\n');
  try {
    const coded = JSON.parse(data.getData(CODED)) as CodedText;
    if (typeof coded.text === 'string' && Array.isArray(coded.codes) && coded.codes.every(isCode)) return coded;
  } catch {
    // Copied elsewhere.
  }
  return { text, codes: [] };
}

function isCode(code: Partial<InlineCode> | null): boolean {
  return typeof code?.id === 'string' && typeof code.data === 'string' && Number.isInteger(code.at);
}
