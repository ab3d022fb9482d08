const people = ['Amina Idris', 'Jonas Weber', 'Lucía Ortega', 'Samir Haddad', 'Claire Dubois', 'Peter Novak'];
const places = ['Idlib', 'Geneva', 'Marseille', 'Toledo', 'Aleppo', 'Leipzig'];
const things = ['bridge', 'hospital', 'school', 'harbour', 'market', 'airport'];

/** A story of so many sentences, the same for the same number, with names, figures and quotations as news has them. */
export function story(number: number, sentences: number): string {
  const pick = (list: string[], at: number) => list[at % list.length] as string;
  return Array.from({ length: sentences }, (_, at) => {
    const seed = number * 31 + at;
    const [who, where, what] = [pick(people, seed), pick(places, seed * 7 + at), pick(things, seed * 3 + number)];
    return at % 3 === 2
      ? `“The ${what} in ${where} cannot wait until ${2027 + (seed % 9)},” ${who} told reporters on case ${number}-${at}.`
      : `${who} said on Monday that the ${what} of ${where} had cost ${1000 + seed} euros, ${seed % 97} percent more than planned.`;
  }).join('\n');
}
