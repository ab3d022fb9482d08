import type { DeclaredRoute } from '../../../src/server/server.ts';
import { exampleOf } from './example.ts';
import type { DeskRows } from './rows.ts';

/** A request as `inject` takes it. */
export interface Example {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  payload?: string | object;
  headers?: Record<string, string>;
}

/** Nouns of paths whose table has another name than their singular. */
const tableOf: Record<string, string> = {
  people: 'person',
  keys: 'api_key',
  comments: 'annotation',
  given: 'segment',
  styles: 'house_style',
  units: 'memory_unit',
  changes: 'memory_change',
  deliveries: 'webhook_delivery',
};

/** The parameters of a path that name a row of a desk, with the table and the column that they name it by. */
export function rowParameters(route: DeclaredRoute, rows: DeskRows): { name: string; table: string; column: string }[] {
  const segments = route.url.split('/');
  return segments.flatMap((segment, place) => {
    if (!segment.startsWith(':')) return [];
    const noun = segments.slice(0, place).findLast((before) => before !== '' && !before.startsWith(':')) ?? '';
    const singular = noun.replace(/ies$/, 'y').replace(/s$/, '');
    const name = segment.slice(1);
    // Concepts are what their wordings name.
    if (noun === 'concepts') return [{ name, table: 'term', column: 'concept' }];
    const table = [tableOf[noun], singular, noun].find((one) => one !== undefined && rows.has(one));
    if (table === undefined) return [];
    // A number counts within what stands before it: every article has a first revision.
    if (propertiesOf(route.schema.params)[name]?.type === 'integer') return [];
    const column = formatOf(route, name) === 'uuid' || !('name' in (rows.get(table) ?? {})) ? 'id' : 'name';
    return [{ name, table, column }];
  });
}

/** The format that a route states for a parameter. */
export function formatOf(route: DeclaredRoute, parameter: string): string | undefined {
  return propertiesOf(route.schema.params)[parameter]?.format as string | undefined;
}

function propertiesOf(schema: object | undefined): Record<string, Record<string, unknown>> {
  return (schema as { properties?: Record<string, Record<string, unknown>> } | undefined)?.properties ?? {};
}

/** A request that the route's schemas take. @param rowsOf the rows that a parameter is to name */
export function requestTo(route: DeclaredRoute, rowsOf: (parameter: string) => DeskRows): Example {
  const named = rowParameters(route, rowsOf(''));
  const path = route.url.replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) => {
    const row = named.find((one) => one.name === name);
    const value = row
      ? rowsOf(name).get(row.table)?.[row.column]
      : exampleOf(propertiesOf(route.schema.params)[name] ?? {});
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  const { required = [] } = (route.schema.querystring ?? {}) as { required?: string[] };
  for (const name of required) query.set(name, String(exampleOf(propertiesOf(route.schema.querystring)[name])));
  const url = `${path.replace('*', 'x')}${query.size > 0 ? `?${query}` : ''}`;
  const method = route.method as Example['method'];
  if (method === 'GET' || method === 'DELETE') return { method, url };
  const { consumes } = route.schema as { consumes?: string[] };
  const [type] = consumes ?? [];
  if (type === 'multipart/form-data')
    return {
      ...{ method, url, headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      payload:
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nText.\r\n--x--\r\n',
    };
  if (type !== undefined && !type.includes('json'))
    return { method, url, headers: { 'content-type': type }, payload: 'x' };
  if (type === 'application/x-ndjson') return { method, url, headers: { 'content-type': type }, payload: '{}\n' };
  const body = bodyOf(route);
  return body ? { method, url, payload: exampleOf(body as never) as object } : { method, url };
}

/** The schema of a body; of one that may come in several kinds, that of JSON. */
function bodyOf({ schema: { body } }: DeclaredRoute): object | undefined {
  const { content } = (body ?? {}) as { content?: Record<string, { schema: object }> };
  return content ? content['application/json']?.schema : body;
}
