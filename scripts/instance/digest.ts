/** What a database holds, as comparable lines: equal digests mean equal data. Every table is compared or says why not. */
import type { Sql } from "@/lib/db/connect";

/** How often each line occurs; bars and features are one line per series. */
export type Digest = Map<string, number>;

/** Columns that an interruption may rightly change: when and by which attempt a thing was done. */
const VOLATILE: Record<string, readonly string[]> = {
  scheduler_execution_log: [
    "created_at completed_at duration_seconds config total_requests resumed_after_crash_at result",
  ],
  symbol_computation_status: [
    "completed_at duration_seconds queued_at attempts wait_ms backoff_ms fetch_ms insert_ms compute_ms",
  ],
  feature_freshness: [
    "last_computed_at updated_at last_attempt_at staleness_seconds data_status reason",
  ],
  base_streams: ["updated_at last_requested_at last_received_at"],
  coverage_days: ["updated_at"],
  coverage_gaps: ["first_seen_at last_asked_at"],
  quarantined_bars: ["first_seen_at last_seen_at"],
  splits: ["seen_at applied_at"],
  settings: ["updated_at"],
  policy_versions: ["created_at"],
  alerts: ["pending_since firing_since last_seen_at"],
};
/** Names of rows and of processes: another run has others. */
const NAMES = ["id", "execution_id", "last_execution_id", "fetch_execution_id", "run_id"];
const WHEN = ["started_at"];

/** Tables whose rows tell of the way, not of the result. */
const NOT_COMPARED: Record<string, string> = {
  candles: "compared by series",
  quant_features: "compared by series",
  provider_requests: "a repeated attempt is a request of its own",
  execution_log_lines: "the log tells of the interruption; closings are counted",
  freshness_history: "written by the watch, which is off here",
  recovery_incidents: "each death is one",
  scheduler_heartbeats: "each process has its own",
  rpo_daily: "minutes of the clock",
  rpo_slices: "minutes of the clock",
  rpo_breaches: "minutes of the clock",
  audit_log: "each request is one",
  idempotency_keys: "each request is one",
};
const NOT_COMPARED_FAMILY = /^(auth_|api_keys$)/;

export async function takeDigest(sql: Sql): Promise<Digest> {
  const digest: Digest = new Map();
  const add = (line: string) => digest.set(line, (digest.get(line) ?? 0) + 1);
  for (const table of await selectTables(sql)) {
    for (const { line } of await sql.unsafe<{ line: string }[]>(rowsOf(table)))
      add(`${table}: ${line}`);
  }
  for (const query of [CANDLES, FEATURES, CLOSINGS]) {
    for (const { line } of await sql.unsafe<{ line: string }[]>(query)) add(line);
  }
  return digest;
}

export type DigestDifference = { lost: string[]; repeated: string[] };

/** Lines that an undisturbed run has more often, and lines that this one has more often. */
export function compareDigests(wanted: Digest, found: Digest): DigestDifference {
  const difference: DigestDifference = { lost: [], repeated: [] };
  for (const line of new Set([...wanted.keys(), ...found.keys()])) {
    const surplus = (found.get(line) ?? 0) - (wanted.get(line) ?? 0);
    if (surplus < 0) difference.lost.push(line);
    if (surplus > 0) difference.repeated.push(line);
  }
  return difference;
}

async function selectTables(sql: Sql): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`;
  return tables
    .map(({ name }) => name)
    .filter((name) => !(name in NOT_COMPARED) && !NOT_COMPARED_FAMILY.test(name));
}

function rowsOf(table: string): string {
  const withheld = [
    ...NAMES,
    ...WHEN,
    ...(VOLATILE[table] ?? []).flatMap((text) => text.split(" ")),
  ];
  return `select (to_jsonb(t) - '{${withheld.join(",")}}'::text[])::text as line from ${table} t`;
}

const CANDLES = `
  select format('candles %s %s: %s rows %s', s.symbol, s.timeframe, count(*), md5(string_agg(
           concat_ws(',', c.opened_at, c.open, c.high, c.low, c.close, c.volume, c.flags), ';' order by c.opened_at))) as line
    from candles c join series s on s.id = c.series_id group by s.symbol, s.timeframe`;

const FEATURES = `
  select format('features %s %s: %s rows %s', s.symbol, s.timeframe, count(*),
           md5(string_agg((to_jsonb(f) - 'series_id')::text, ';' order by f.opened_at))) as line
    from quant_features f join series s on s.id = f.series_id group by s.symbol, s.timeframe`;

/** An execution says how it ended exactly once. */
const CLOSINGS = `
  select format('closed %s times', count(*)) as line from execution_log_lines
    where message ~ '^(completed|failed|cancelled): '`;
