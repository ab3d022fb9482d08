import { propertyOf, type TmxProperties, type TmxUnit } from '../formats/tmx/read.ts';
import type { WritableUnit } from '../formats/tmx/write.ts';
import type { Role } from '../model/article.ts';
import { sameLanguage } from '../model/language.ts';
import type { NewUnit, NewVariant, StoredUnit } from '../model/memory-unit.ts';
import { treatmentOf } from '../model/treatment.ts';

/** Properties that are columns of ours; all others are free and come back as they were. */
const contextProperties = {
  previous: 'x-interlinear-previous',
  next: 'x-interlinear-next',
  role: 'x-interlinear-role',
} as const;
const ours: ReadonlySet<string> = new Set(['x-origin', 'x-state', 'x-article', ...Object.values(contextProperties)]);

/** What tools call the quality of a unit: a whole number from 0 to 100. Anything else under these names is a free property. */
const qualityNames = new Set(['x-quality', 'quality']);

/** How an edge of an article is written: an empty property would be lost. */
const EDGE = '-';

/** A unit of a file as a memory takes it: the language that it was translated from first. */
export function unitOfTmx(unit: TmxUnit): NewUnit {
  const { sourceLanguage } = unit;
  const source = sourceLanguage ? unit.variants.findIndex(({ language }) => sameLanguage(language, sourceLanguage)) : 0;
  const variants = unit.variants.toSpliced(Math.max(source, 0), 1);
  const first = unit.variants[Math.max(source, 0)];
  const ordered = first ? [first, ...variants] : variants;
  const signed = (name: 'author' | 'changedBy') => ordered.map((variant) => variant[name]).find(Boolean);
  const dated = (name: 'createdAt' | 'changedAt') => ordered.map((variant) => variant[name]).find(Boolean);
  const [author, changedBy, createdAt, changedAt] = [
    signed('author'),
    signed('changedBy'),
    dated('createdAt'),
    dated('changedAt'),
  ];
  const status = propertyOf([unit.properties, ...ordered.map(({ properties }) => properties)], 'x-state');
  const article = propertyOf([unit.properties], 'x-article');
  const own = qualityOf(unit.properties);
  // Where only its texts have one, a unit is as good as the worst of them.
  const quality = own ?? ordered.flatMap(({ properties }) => qualityOf(properties) ?? []).sort((a, b) => a - b)[0];
  return {
    origin: ordered.every((variant) => variant.origin === 'human') ? 'human' : 'mt',
    ...(unit.tuid ? { tuid: unit.tuid } : {}),
    ...(status ? { status } : {}),
    ...(quality !== undefined ? { quality } : {}),
    ...(author ? { author } : {}),
    ...(createdAt ? { createdAt } : {}),
    ...(changedBy ? { changedBy } : {}),
    ...(changedAt ? { changedAt } : {}),
    ...(unit.usageCount ? { usageCount: unit.usageCount } : {}),
    ...(unit.usedAt ? { usedAt: unit.usedAt } : {}),
    ...(article ? { article } : {}),
    properties: free(unit.properties, own === undefined ? ours : new Set([...ours, ...qualityNames])),
    variants: ordered.map(
      ({ language, text, codes, properties }): NewVariant => ({
        language,
        text,
        codes,
        ...contextOf(properties),
        properties: free(properties),
      }),
    ),
  };
}

function contextOf(properties: TmxProperties): Pick<NewVariant, 'previous' | 'next' | 'role'> {
  const stated = (name: keyof typeof contextProperties) => propertyOf([properties], contextProperties[name]);
  const key = (written: string | undefined) => (written === EDGE ? '' : (written ?? null));
  const role = stated('role');
  return {
    previous: key(stated('previous')),
    next: key(stated('next')),
    ...(role && isRole(role) ? { role } : {}),
  };
}

function isRole(written: string): written is Role {
  return treatmentOf(written as Role) !== undefined;
}

function qualityOf(properties: TmxProperties): number | undefined {
  for (const name of qualityNames) {
    const written = propertyOf([properties], name);
    if (written !== undefined && /^\d{1,3}$/.test(written) && Number(written) <= 100) return Number(written);
  }
  return undefined;
}

function free(properties: TmxProperties, known: ReadonlySet<string> = ours): TmxProperties {
  return Object.fromEntries(Object.entries(properties).filter(([type]) => !known.has(type.toLowerCase())));
}

/** A stored unit as a file holds it; read back it is the same unit. */
export function tmxOfUnit(unit: StoredUnit): WritableUnit {
  return {
    ...(unit.tuid ? { tuid: unit.tuid } : {}),
    ...(unit.author ? { author: unit.author } : {}),
    createdAt: unit.createdAt,
    ...(unit.changedBy ? { changedBy: unit.changedBy } : {}),
    ...(unit.changedAt ? { changedAt: unit.changedAt } : {}),
    ...(unit.usageCount > 0 ? { usageCount: unit.usageCount } : {}),
    ...(unit.usedAt ? { usedAt: unit.usedAt } : {}),
    props: {
      'x-origin': unit.origin,
      ...(unit.status ? { 'x-state': unit.status } : {}),
      ...(unit.article ? { 'x-article': unit.article } : {}),
      ...(unit.quality !== null ? { 'x-quality': String(unit.quality) } : {}),
      ...unit.properties,
    },
    variants: unit.variants.map(({ language, text, codes, previous, next, role, properties }) => ({
      language,
      text,
      codes,
      props: {
        ...(previous !== null ? { [contextProperties.previous]: previous || EDGE } : {}),
        ...(next !== null ? { [contextProperties.next]: next || EDGE } : {}),
        ...(role ? { [contextProperties.role]: role } : {}),
        ...properties,
      },
    })),
  };
}
