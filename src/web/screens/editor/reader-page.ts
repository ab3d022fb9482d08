/** Elements that a reader's page is made of; anything else is shown as the text in it. */
const elements = new Set(
  'ARTICLE H1 H2 H3 P FIGURE FIGCAPTION DIV SPAN SMALL UL OL LI BLOCKQUOTE BR MARK B STRONG I EM U S DEL INS SUB SUP Q CITE'.split(
    ' ',
  ),
);
const attributes = new Set(['class', 'lang', 'dir']);

/**
 * Shows a page of the service as readers see it, with its own look and nothing of the desk's, in a shadow tree. The page is taken apart and
 * put together again from what readers' pages are made of: whatever else stood in it could do nothing here.
 */
export function showReaderPage(place: HTMLElement, page: string): void {
  // Taken out before the page is read: the desk's own policy lets no style of a page in.
  const [tag = '', style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const read = new DOMParser().parseFromString(page.replace(tag, ''), 'text/html');
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  const look = new CSSStyleSheet();
  // The page's own body is this place.
  look.replaceSync(style.replaceAll(/(^|\n)(body|:root)\{/g, '$1.page{'));
  root.adoptedStyleSheets = [look];
  const body = document.createElement('div');
  body.className = 'page';
  body.lang = read.documentElement.lang;
  body.dir = read.documentElement.dir;
  body.append(...[...read.body.childNodes].flatMap((node) => copied(node)));
  root.replaceChildren(body);
}

function copied(node: Node): Node[] {
  if (node instanceof Text) return [document.createTextNode(node.data)];
  if (!(node instanceof Element)) return [];
  const children = [...node.childNodes].flatMap((child) => copied(child));
  if (node.tagName === 'SCRIPT' || node.tagName === 'STYLE') return [];
  if (!elements.has(node.tagName)) return children;
  const made = document.createElement(node.tagName);
  for (const { name, value } of node.attributes) if (attributes.has(name)) made.setAttribute(name, value);
  made.append(...children);
  return [made];
}
