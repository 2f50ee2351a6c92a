/** `npm run db:migrate`, and a step of `npm start`: checks the configuration, migrates, seeds the tracked symbols. */
import { seedTrackedSymbols } from "@/drizzle/seed";
import { loadCalendarOverrides } from "@/lib/config/calendar-overrides";
import { parseEnv } from "@/lib/config/env-schema";
import { loadPolicy } from "@/lib/config/policy";
import { loadSymbols } from "@/lib/config/symbols";
import { connectDb } from "@/lib/db/connect";
import { migrateDatabase } from "@/lib/db/migrate";
import { reportAndExit } from "./report-and-exit";

async function prepareDatabase() {
  const env = parseEnv(process.env);
  const symbols = loadSymbols(env.symbolsFile, loadPolicy(env.policyFile));
  loadCalendarOverrides();
  if (env.databaseUrl === undefined) {
    throw new Error("DATABASE_URL is not set; `npm start` sets it for the embedded PostgreSQL.");
  }
  const migrations = await migrateDatabase(env.databaseUrl);
  const connection = connectDb(env.databaseUrl, { max: 1 });
  const seeded = await seedTrackedSymbols({ db: connection.db }, symbols);
  await connection.close();
  console.log(`${migrations} migrations applied, ${seeded} symbols added`);
}

await prepareDatabase().catch(reportAndExit);
