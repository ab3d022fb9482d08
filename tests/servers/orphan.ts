/** Started by the tests of this folder: starts a private server, says where it is, and waits to be killed. */
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';

const server = process.argv[2] === 'postgres' ? await startPostgres() : await startRedis();
process.stdout.write(`${JSON.stringify({ url: server.url, pid: server.pid })}\n`);
setInterval(() => {}, 1000);
