/** `npm run db:migrate`: checks the configuration, migrates DATABASE_URL and seeds its tracked symbols. */
import { ConfigError } from "@/lib/config/config-error";
import { parseEnv } from "@/lib/config/env-schema";
import { loadPolicy } from "@/lib/config/policy";
import { loadSymbols } from "@/lib/config/symbols";
import { explainDatabaseProblem } from "./launcher/explain-database-problem";
import { migrateAndSeed } from "./migrate-and-seed";
import { reportAndExit } from "./report-and-exit";

async function prepareDatabase() {
  const env = parseEnv(process.env);
  const symbols = loadSymbols(env.symbolsFile, loadPolicy(env.policyFile));
  if (env.databaseUrl === undefined) {
    throw new ConfigError([
      "DATABASE_URL is not set. `npm start` migrates the embedded PostgreSQL by itself.",
    ]);
  }
  const { databaseUrl } = env;
  const { migrations, seeded } = await migrateAndSeed(databaseUrl, symbols).catch((error) => {
    throw explainDatabaseProblem(error, databaseUrl) ?? error;
  });
  console.log(`${migrations} migrations applied, ${seeded} symbols added`);
}

await prepareDatabase().catch(reportAndExit);
