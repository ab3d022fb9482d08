import type { Destination } from '../model/ports.ts';

/** What an administrator settles for a destination, by name. */
export type DestinationSettings = Record<string, string>;

/** A kind of destination. Add one: a file beside this one, its test, and a line in registry.ts. */
export interface DestinationKind {
  name: string;
  /**
   * Judges what somebody wants a destination to be, and gives it as it is stored.
   *
   * @throws InterlinearError `destination.setting` {setting, reason} for what it does not know or cannot take
   */
  settings(written: DestinationSettings): DestinationSettings;
  /** @param settings as `settings` gave them */
  open(settings: DestinationSettings, place: Whereabouts): Destination;
}

/** What a destination may use of the machine that it is reached from. */
export interface Whereabouts {
  /** Everything that is published into folders is under this one. */
  folder: string;
}
