/** Brings a database to this release: its schema, and the tracked symbols when it has none. */
import { seedTrackedSymbols } from "@/drizzle/seed";
import type { ConfiguredSymbol } from "@/lib/config/symbols";
import { connectDb } from "@/lib/db/connect-db";
import { migrateDatabase } from "@/lib/db/migrate";

export async function migrateAndSeed(
  databaseUrl: string,
  symbols: readonly ConfiguredSymbol[],
): Promise<{ migrations: number; seeded: number }> {
  const migrations = await migrateDatabase(databaseUrl);
  const connection = connectDb(databaseUrl, { max: 1 });
  try {
    return { migrations, seeded: await seedTrackedSymbols({ db: connection.db }, symbols) };
  } finally {
    await connection.close();
  }
}
