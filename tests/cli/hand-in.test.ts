import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { outputFolders } from '../../src/cli/hand-in.ts';

it('one file goes into a folder named after it, or into the folder that the call names', () => {
  expect(outputFolders(['in/story.en.txt'])).toEqual([join('out', 'story')]);
  expect(outputFolders(['in/story.en.txt'], 'desk')).toEqual(['desk']);
});

it('several files get a folder each, numbered until the number is free', () => {
  expect(outputFolders(['story.txt', 'x/story.txt', 'story-2.txt', 'y/story.txt'], 'o')).toEqual(
    ['story', 'story-2', 'story-2-2', 'story-3'].map((name) => join('o', name)),
  );
});

it('names that differ in case or in composition alone do not share a folder', () => {
  expect(new Set(outputFolders(['Story.txt', 'story.txt', 'STORY.html'])).size).toBe(3);
  expect(outputFolders(['STORY.txt', 'story.txt'])[1]).toBe(join('out', 'story-2'));
  expect(outputFolders(['é.txt', 'e\u0301.txt'])[1]).toMatch(/-2$/);
});

it('a name of dots does not lead out of the folder', () => {
  expect(outputFolders(['...txt', '..txt'], 'o')).toEqual([join('o', 'article'), join('o', 'article-2')]);
});

it('whatever the names, no two files share a folder', () => {
  const name = fc.stringMatching(/^[aAbB](-[2-4]){0,2}$/);
  fc.assert(
    fc.property(fc.array(name, { minLength: 2, maxLength: 12 }), (names) => {
      const folders = outputFolders(names.map((one) => `${one}.txt`));
      expect(new Set(folders.map((folder) => folder.toLowerCase())).size).toBe(names.length);
    }),
  );
});
