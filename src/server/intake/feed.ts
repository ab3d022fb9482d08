import { SaxesParser, type SaxesTagNS } from 'saxes';
import { EncodingScan } from '../../formats/tmx/encoding.ts';
import { InterlinearError } from '../../model/errors.ts';

/** An item of a feed, with the address of its article. */
export interface FeedItem {
  url: string;
  title?: string;
  /** As the feed names it, for good: RSS guid, Atom id. */
  id?: string;
  /** When it was published, or last changed. */
  date?: Date;
}

/** Elements by what they tell, whichever the dialect; names without their namespace's prefix. */
const items = new Set(['item', 'entry']);
const roots = new Set(['rss', 'feed', 'RDF']);
const told: Record<string, 'title' | 'id' | 'date' | 'updated' | 'link'> = {
  title: 'title',
  guid: 'id',
  id: 'id',
  pubDate: 'date',
  published: 'date',
  date: 'date',
  updated: 'updated',
  link: 'link',
};
const RSS_1 = 'http://purl.org/rss/1.0/';
const ATOM = 'http://www.w3.org/2005/Atom';
const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/';
const dialects = new Set(['', RSS_1, ATOM, 'http://backend.userland.com/rss2', DUBLIN_CORE]);

/** Characters of one value: nobody's title or address is longer. */
const LONGEST = 4000;

/**
 * Reads a feed: RSS 2.0, RSS 1.0 or Atom 1.0 (RFC 4287). Items without an address that can be fetched are passed over. A document
 * that declares entities of its own is refused.
 *
 * @param address of the feed: items may name theirs relative to it
 * @throws InterlinearError `feed.malformed` {url, reason}
 */
export function readFeed(bytes: Uint8Array, address: string): FeedItem[] {
  const refuse = (reason: string) => new InterlinearError('feed.malformed', { url: address, reason });
  const parser = new SaxesParser({ xmlns: true, position: true });
  const found: FeedItem[] = [];
  const open: string[] = [];
  let depth = 0;
  let item: Record<string, string> | undefined;
  let field: string | undefined;
  let text = '';
  parser.on('error', (error) => {
    throw refuse(error.message.slice(0, 200));
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('<!ENTITY')) throw refuse('<!ENTITY');
  });
  parser.on('opentag', (tag) => {
    if (open.length === 0 && !roots.has(tag.local)) throw refuse(`<${tag.local.slice(0, 40)}>`);
    open.push(tag.local);
    if (item === undefined && items.has(tag.local)) {
      item = {};
      depth = open.length;
      return;
    }
    if (!item || open.length !== depth + 1 || !dialects.has(tag.uri)) return;
    field = told[tag.local];
    text = '';
    if (field === 'link') takeAtomLink(tag, item);
  });
  const gather = (piece: string) => {
    if (field !== undefined && text.length < LONGEST) text += piece.slice(0, LONGEST - text.length);
  };
  parser.on('text', gather);
  parser.on('cdata', gather);
  parser.on('closetag', (tag) => {
    if (item && open.length === depth + 1 && field !== undefined) {
      const value = text.trim();
      if (value !== '') item[field] ??= value;
      field = undefined;
    }
    if (item && open.length === depth && items.has(tag.local)) {
      const made = itemOf(item, address);
      if (made) found.push(made);
      item = undefined;
    }
    open.pop();
  });
  let input: string;
  try {
    const scan = new EncodingScan();
    scan.write(bytes);
    input = new TextDecoder(scan.result()).decode(bytes);
  } catch (error) {
    throw refuse(error instanceof InterlinearError ? error.code : String(error));
  }
  parser.write(input).close();
  return found;
}

/** Atom's links stand in attributes, several beside each other: the article is the alternate one. */
function takeAtomLink(tag: SaxesTagNS, item: Record<string, string>): void {
  const { href, rel } = tag.attributes;
  if (href && (rel === undefined || rel.value === 'alternate')) item.link ??= href.value.trim();
}

function itemOf(told: Record<string, string>, address: string): FeedItem | undefined {
  const { title, id, link } = told;
  // An RSS guid is an address unless it says otherwise.
  const url = URL.parse(link ?? (id && /^https?:/i.test(id) ? id : ''), address);
  if (!url || (link ?? id) === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const at = new Date(told.date ?? told.updated ?? Number.NaN);
  return {
    url: url.href,
    ...(title ? { title: title.replace(/\s+/g, ' ').slice(0, 300) } : {}),
    ...(id ? { id } : {}),
    ...(Number.isNaN(at.getTime()) ? {} : { date: at }),
  };
}
