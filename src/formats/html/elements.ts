const words = (list: string) => new Set(list.split(' '));

/** Elements without content (WHATWG HTML, 13.1.2). */
export const voidElements = words('area base br col embed hr img input link meta source track wbr');

/** Phrasing elements: part of the text around them. Whatever is not listed here ends a block. */
export const inlineElements = words(
  'a abbr acronym b bdi bdo big br cite data del dfn em font i img ins mark nobr q rb ruby s small span strike strong sub sup time tt u var wbr',
);

/** Content that no translation touches: inside a text the whole element is one standalone code. */
export const keptInline = words(
  'audio canvas code embed iframe input kbd map math noscript object picture rp rt rtc samp script select style svg template textarea video',
);

/** Content that no translation touches and that stands by itself. */
export const keptBlocks = words('listing noframes noembed plaintext pre xmp');

/** Elements that end by themselves when one of the named begins (WHATWG HTML, 13.1.2.4, optional tags, shortened). */
export const endedBy: Record<string, Set<string>> = {
  li: words('li'),
  dt: words('dt dd'),
  dd: words('dt dd'),
  td: words('td th tr tbody tfoot'),
  th: words('td th tr tbody tfoot'),
  tr: words('tr tbody tfoot'),
  option: words('option optgroup'),
};

/** Elements whose start ends an open paragraph. */
export const endsParagraph = words(
  'address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table ul',
);

/** Elements that hold the page together: they stay when all their text is left out. */
export const lasting = words('html head body main article title td th col colgroup frameset noscript');

/** Elements that readers see though they have no text that is a block. */
export const seen = words(
  'img picture audio video canvas iframe embed object svg math map code kbd samp pre listing xmp plaintext input select textarea ruby hr',
);
