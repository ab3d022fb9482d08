import { Tabs as Headless } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

interface Properties<Id extends string> {
  label: string;
  tabs: { id: Id; name: string }[];
  chosen: Id;
  onChoose(id: Id): void;
  /** What the chosen one shows. */
  children: ReactNode;
}

/** Several views of one thing: arrow keys go from one to the next. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose, children }: Properties<Id>) {
  return (
    <Headless.Root value={chosen} onValueChange={(value) => onChoose(value as Id)}>
      <Headless.List className="tabs" aria-label={label} activateOnFocus>
        {tabs.map(({ id, name }) => (
          <Headless.Tab key={id} value={id} className="tab">
            {name}
          </Headless.Tab>
        ))}
      </Headless.List>
      <Headless.Panel value={chosen}>{children}</Headless.Panel>
    </Headless.Root>
  );
}
