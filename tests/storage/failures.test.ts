import { expect, test } from 'vitest';
import { InterlinearError } from '../../src/model/errors.ts';
import { asDatabaseError } from '../../src/storage/failures.ts';

const failure = (properties: object) => Object.assign(new Error('words of the driver'), properties);

test.each([
  ['a refused connection', { code: 'ECONNREFUSED' }, 'database.down'],
  ['a server that shuts down', { code: '57P01' }, 'database.down'],
  ['a connection cut in the middle', { message: 'Connection terminated unexpectedly' }, 'database.down'],
  [
    'a connection that died unnoticed',
    { message: 'Client has encountered a connection error and is not queryable' },
    'database.down',
  ],
  ['a wrong password', { code: '28P01' }, 'database.refused'],
  ['a database that does not exist', { code: '3D000' }, 'database.refused'],
  ['a full disk, said by PostgreSQL', { code: '53100' }, 'disk.full'],
  ['a full disk, said by the system', { message: 'could not extend file: No space left on device' }, 'disk.full'],
])('%s is named as such', (_what, properties, code) => {
  expect(asDatabaseError(failure(properties))).toMatchObject({ code });
});

test('what is no failure of the connection stays as it was', () => {
  for (const error of [failure({ code: '23505' }), new InterlinearError('input.empty'), 'a string', undefined])
    expect(asDatabaseError(error)).toBe(error);
});
