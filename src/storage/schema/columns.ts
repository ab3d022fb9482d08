import type { ColumnType, JSONColumnType } from 'kysely';

/** Node-postgres gives dates as Date and takes Date or ISO text. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** Given as a value, taken as JSON. */
export type Json<T extends object | null> = JSONColumnType<T, string, string>;
export type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
