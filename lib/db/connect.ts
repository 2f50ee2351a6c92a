/** Opens connections: the one place that knows how an address becomes a pool. */
import type { PgDatabase } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { makeBeginSafe } from "./safe-begin";
import { createSocketOpener } from "./sockets";

/** A pool or a transaction on it: every query takes this. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

/** postgres.js itself, for what drizzle has no words for: COPY, cursors, LISTEN, the engine's store. */
export type Sql = postgres.Sql;

export type ConnectOptions = {
  /** Connections at most; each is opened when first needed. */
  max?: number;
  applicationName?: string;
  /** A statement that runs longer is cancelled by the server; 0 = never. */
  statementTimeoutMs?: number;
};

const DEFAULTS = { max: 10, applicationName: "candlewatch", statementTimeoutMs: 30_000 };
/** The pool takes the connection used last, so what a burst has opened is closed this long after it. */
const IDLE_SECONDS = 30;
const CONNECT_TIMEOUT_SECONDS = 5;
/** How long a request waits for a database that is away before it is told so. */
const RECONNECT_SECONDS = 0.25;

/** A raw pool. Timestamps arrive as `Date`, jsonb parsed, bigint as text. */
export function connectSql(url: string, options: ConnectOptions = {}): Sql {
  const { max, applicationName, statementTimeoutMs } = { ...DEFAULTS, ...options };
  const { address, socketDir } = splitAddress(url);
  const client = postgres(address, {
    ...(socketDir === null ? {} : { host: socketDir }),
    max,
    idle_timeout: IDLE_SECONDS,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    backoff: () => RECONNECT_SECONDS,
    onnotice: () => undefined,
    // Not in the type declarations.
    ...{ socket: createSocketOpener() },
    connection: {
      application_name: applicationName,
      statement_timeout: statementTimeoutMs,
      TimeZone: "UTC",
    },
  });
  makeBeginSafe(client);
  return client;
}

/** One more connection to the same server, kept open whatever the pool does; replaced by itself when it is lost. */
export function ownConnection(sql: Sql): Sql {
  return postgres({ ...sql.options, max: 1, idle_timeout: 0, max_lifetime: null } as never);
}

export type ListenOptions = {
  onNotice: (payload: string) => void;
  /** The connection is gone, whoever closed it. */
  onClose: () => void;
};

/** One connection that hears a channel until it is closed or lost; it never reconnects by itself. */
export async function connectListener(
  url: string,
  channel: string,
  { onNotice, onClose }: ListenOptions,
): Promise<Sql> {
  const { address, socketDir } = splitAddress(url);
  const sql = postgres(address, {
    ...(socketDir === null ? {} : { host: socketDir }),
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    fetch_types: false,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    connection: { application_name: `${DEFAULTS.applicationName}-listen` },
    onclose: onClose,
    // Not in the type declarations; called as (channel, payload).
    ...{ onnotify: (_channel: string, payload: string) => onNotice(payload) },
  });
  try {
    await sql`listen ${sql(channel)}`;
    return sql;
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
}

/** libpq writes a socket's directory as `?host=/dir`, which postgres.js would send to the server as a setting. */
function splitAddress(url: string): { address: string; socketDir: string | null } {
  const parsed = new URL(url);
  const socketDir = parsed.searchParams.get("host");
  parsed.searchParams.delete("host");
  return { address: parsed.toString(), socketDir };
}
