/** Styles that come with the product have names in every language; a desk's own are called what the desk calls them. */
const builtin = new Set(['ap', 'reuters', 'afp', 'un', 'guardian']);

/** What people call a house style. */
export function styleLabel(name: string, t: (key: string) => string): string {
  return builtin.has(name) ? t(`style.${name}`) : name;
}
