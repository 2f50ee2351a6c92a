/** COPY … FROM STDIN through postgres.js, ending for certain: its stream alone never hears of a refusal at the very end. */
import { once } from "node:events";
import type { Writable } from "node:stream";
import { PostgresJsSession } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type { Db } from "./connect";

type Chunks = Iterable<Buffer> | AsyncIterable<Buffer>;
type Late = { reject: (error: Error) => void };

/** Sends the chunks to a `copy … from stdin`. @throws what the server refuses, also after the last chunk */
export async function copyInto(
  sql: postgres.ISql,
  statement: string,
  chunks: Chunks,
): Promise<void> {
  const query = sql.unsafe(statement);
  const refused = hearLateErrors(query as unknown as Late);
  const target: Writable = await query.writable();
  const sent = send(target, chunks);
  try {
    await Promise.race([sent, refused]);
  } catch (error) {
    target.destroy();
    await sent.catch(() => undefined);
    throw error;
  }
}

/** The query has been resolved with its stream by then, so that postgres.js tells nobody what comes later. */
function hearLateErrors(query: Late): Promise<never> {
  const refused = new Promise<never>((_, reject) => {
    const early = query.reject;
    query.reject = (error) => {
      reject(error);
      early(error);
    };
  });
  refused.catch(() => undefined);
  return refused;
}

async function send(target: Writable, chunks: Chunks): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    target.once("finish", resolve).once("error", reject).once("close", resolve);
  });
  ended.catch(() => undefined);
  for await (const chunk of chunks) {
    if (target.destroyed) break;
    if (!target.write(chunk)) await Promise.race([once(target, "drain"), ended]);
  }
  target.end();
  await ended;
}

/** The same inside a transaction of drizzle's (or on its pool). */
export async function copyWith(db: Db, statement: string, chunk: Buffer): Promise<void> {
  const { session } = db._;
  if (!(session instanceof PostgresJsSession))
    throw new Error("COPY needs a database opened by connectDb.");
  await copyInto(session.client, statement, [chunk]);
}
