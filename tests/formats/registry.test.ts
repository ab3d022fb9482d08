import { expect, test } from 'vitest';
import { articleFormat, articleFormatForFile } from '../../src/formats/registry.ts';

test('a format is found by its name and by the extension of a file', () => {
  expect(articleFormat('html').mediaType).toBe('text/html');
  expect(articleFormatForFile('in/STORY.EN.TXT').name).toBe('text');
  expect(articleFormatForFile('page.htm').name).toBe('html');
});

test('an unknown format or extension is refused, and the known ones are named', () => {
  expect(() => articleFormat('wordstar')).toThrow('input.extension {"name":"wordstar","known":"text, html"}');
  expect(() => articleFormatForFile('story')).toThrow(/input\.extension.*\.txt.*\.html/);
});
