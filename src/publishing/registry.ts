import { InterlinearError } from '../model/errors.ts';
import type { DestinationKind } from './destination.ts';
import { folder } from './folder.ts';

/** The kinds of destinations, one line each. */
const members: DestinationKind[] = [folder];

export const destinationKinds: readonly string[] = members.map(({ name }) => name);

/** The kind of a name. @throws InterlinearError `destination.kind` {kind, known} where there is none */
export function destinationKind(name: string): DestinationKind {
  const member = members.find((each) => each.name === name);
  if (!member) throw new InterlinearError('destination.kind', { kind: name, known: destinationKinds.join(', ') });
  return member;
}
