/** Vitest's global setup: one PostgreSQL for the whole run, holding one migrated template database. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { connectSql } from "@/lib/db/connect";
import { MIGRATIONS_DIR, migrateDatabase } from "@/lib/db/migrate";
import { startPostgres } from "@/scripts/postgres.mjs";
import { createScratchDir } from "@/scripts/scratch-dir";

const TEMPLATE_LOCK = 7_204_020;

export async function setup() {
  const server = await findServer();
  const template = await prepareTemplate(server.url);
  process.env.TEST_DATABASE_URL = server.url;
  process.env.TEST_DATABASE_TEMPLATE = template;
  return server.stop;
}

async function findServer() {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") return { url: given, stop: async () => undefined };

  const dataDir = createScratchDir("test");
  const server = await startPostgres({ dataDir, durable: false });
  const stop = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** The name carries the migrations' hash, so a long-lived test server never hands out an old schema. */
async function prepareTemplate(serverUrl: string): Promise<string> {
  const template = `candlewatch_template_${hashMigrations()}`;
  const sql = connectSql(serverUrl, { max: 1 });
  try {
    await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const [ready] = await sql`
      select 1 from pg_database where datname = ${template} and datistemplate`;
    if (ready) return template;
    await sql.unsafe(`drop database if exists "${template}"`);
    await sql.unsafe(`create database "${template}"`);
    const url = new URL(serverUrl);
    url.pathname = `/${template}`;
    await migrateDatabase(url.toString());
    await sql.unsafe(`alter database "${template}" is_template true`);
    return template;
  } finally {
    await sql.end();
  }
}

function hashMigrations(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS_DIR)
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    hash.update(file).update(readFileSync(join(MIGRATIONS_DIR, file)));
  }
  return hash.digest("hex").slice(0, 12);
}
