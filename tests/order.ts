import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose files take long, the longest first; the others are done in the gaps that they leave. */
const dear = ['journeys', 'faults', 'packaging', 'cli', 'server', 'storage'];

/**
 * Starts what takes long first, or a run would end with one worker at it and the others done. vitest knows how long a file took in the run
 * before; a fresh checkout has had none.
 */
export class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = (file: TestSpecification) => {
      const at = dear.findIndex((folder) => file.moduleId.includes(`/tests/${folder}/`));
      return at < 0 ? dear.length : at;
    };
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    // Files of one project follow each other: only then they share its workers.
    const order = ['product', 'commands', 'stages'];
    projects.sort((one, other) => order.indexOf(one) - order.indexOf(other));
    return projects.flatMap((name) => {
      const own = sorted.filter(({ project }) => project.name === name);
      return own.sort((one, other) => place(one) - place(other));
    });
  }
}
