import { Type } from 'typebox';
import { textMeasure } from '../../memory/measure.ts';
import type { StoredUnit } from '../../model/memory-unit.ts';
import { exportUnits } from '../../pipeline/memory-export.ts';
import { importUnits, type MemoryFormat, memoryFormatForFile, memoryFormats } from '../../pipeline/memory-import.ts';
import { listMemories, type StoredMemory } from '../../storage/memories.ts';
import { memoryWithId, recordMemoryAct } from '../../storage/memory-desk.ts';
import { memoryLanguages, readUnits } from '../../storage/memory-reading.ts';
import { addUnits } from '../../storage/memory-units.ts';
import { version } from '../../version.ts';
import { callerOf } from '../caller.ts';
import { sendFile } from '../downloads.ts';
import type { Routes } from '../routes.ts';
import type { Service } from '../service.ts';
import { failure, failureOf } from '../shapes.ts';
import { receive, takeUploads } from '../uploads.ts';
import { doerOf, memoryPath } from './memories.ts';

const tags = ['memories'];
const format = Type.Enum([...memoryFormats]);
const mediaTypes: Record<MemoryFormat, string> = {
  tmx: 'application/x-tmx+xml; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  tsv: 'text/tab-separated-values; charset=utf-8',
};

/** Refusals that an answer lists; more are only counted. */
const LISTED = 200;

/** Memories in and out as files of any size, in memory that does not grow with them. */
export const memoryFiles: Routes = async (server, service) => {
  const { tables } = service.database;
  await takeUploads(server);
  server.post(
    '/v1/memories/:memory/import',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Read a TMX, CSV or TSV file into a memory',
        description:
          'The file is the body, or the one file of a multipart form. A unit is stored with the thousand around it or not at all; reading the same file again changes nothing.',
        operationId: 'importMemory',
        consumes: [
          'application/x-tmx+xml',
          'application/xml',
          'text/csv',
          'text/tab-separated-values',
          'multipart/form-data',
        ],
        params: memoryPath,
        querystring: Type.Object({
          format: Type.Optional(
            Type.Enum([...memoryFormats], { description: 'Default: what type or file name say, else TMX.' }),
          ),
        }),
        response: {
          200: Type.Object({
            memory: Type.String({ format: 'uuid' }),
            format,
            bytes: Type.Integer(),
            new: Type.Integer(),
            same: Type.Integer(),
            overwritten: Type.Integer(),
            refused: Type.Integer(),
            refusals: Type.Array(Type.Object({ ...failure.properties, line: Type.Integer() }), {
              description: `The first ${LISTED}.`,
            }),
            error: Type.Optional(failure),
          }),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const asked = await memoryWithId(tables, caller.desk, request.params.memory);
      const { id } = asked.otherDesk ? await memoryWithId(tables, caller.desk, asked.id, { toChange: true }) : asked;
      const upload = await receive(request, service.config.importLimitMegabytes * 1e6);
      try {
        const wished = request.query.format ?? formatOf(request.headers['content-type'], upload.fileName);
        const report = await importUnits({ format: wished, pieces: upload.pieces }, (units) =>
          addUnits(tables, id, units, textMeasure),
        );
        const { error, refusals, ...counts } = report;
        const doer = doerOf(caller, service);
        await recordMemoryAct(tables, 'memory.import', id, { file: upload.fileName, ...counts }, doer);
        request.log.info({ memory: id, bytes: upload.bytes, ...counts }, 'memory imported');
        const file = upload.fileName || '-';
        return {
          memory: id,
          format: wished,
          bytes: upload.bytes,
          ...counts,
          refusals: refusals
            .slice(0, LISTED)
            .map(({ line, reason }) => ({ line, ...failureOf({ code: reason, parameters: {} }, request) })),
          ...(error ? { error: failureOf({ ...error, parameters: { file, ...error.parameters } }, request) } : {}),
        };
      } finally {
        await upload.remove();
      }
    },
  );
  const download = Type.Object({ format: Type.Enum([...memoryFormats], { default: 'tmx' }) });
  const answer = {
    200: {
      description: 'The file.',
      content: Object.fromEntries(
        ['application/x-tmx+xml', 'text/csv', 'text/tab-separated-values'].map((type) => [
          type,
          { schema: Type.String() },
        ]),
      ),
    },
  };
  server.get(
    '/v1/memories/:memory/export',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'A memory as a file',
        operationId: 'exportMemory',
        params: memoryPath,
        querystring: download,
        response: answer,
      },
    },
    async (request, reply) => {
      const memory = await memoryWithId(tables, callerOf(request).desk, request.params.memory);
      return sendMemories(service, reply, [memory], request.query.format, memory.name);
    },
  );
  server.get(
    '/v1/memories/export',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'All memories of the desk as one file',
        operationId: 'exportMemories',
        querystring: download,
        response: answer,
      },
    },
    async (request, reply) => {
      const { desk, deskName } = callerOf(request);
      return sendMemories(service, reply, await listMemories(tables, desk), request.query.format, deskName);
    },
  );
};

async function sendMemories(
  { database, clock }: Service,
  reply: Parameters<typeof sendFile>[0],
  memories: StoredMemory[],
  wished: MemoryFormat,
  name: string,
) {
  const { tables } = database;
  const ids = memories.map(({ id }) => id);
  const pages = async function* (): AsyncGenerator<StoredUnit[]> {
    for (const id of ids) yield* readUnits(tables, id);
  };
  const languages = wished === 'tmx' ? [] : await memoryLanguages(tables, ids);
  const text = exportUnits(wished, pages(), { toolVersion: version, now: clock.now(), languages });
  return sendFile(reply, { name: `${name}.${wished}`, mediaType: mediaTypes[wished] }, text);
}

function formatOf(type: string | undefined, fileName: string): MemoryFormat {
  if (/tab-separated-values/i.test(type ?? '')) return 'tsv';
  if (/csv/i.test(type ?? '')) return 'csv';
  return memoryFormatForFile(fileName);
}
