/** What the staleness page asks, made from the state in the URL; the server's prefetch asks exactly the same. */
import { hrefOf, type QueryOf } from "@/lib/client/call";
import { lensOf, type StalenessFilters } from "./staleness-filters";

const ROWS_PER_PAGE = 100;
const GAP_ROWS_PER_PAGE = 60;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TIMELINE_CHANGES = 5_000;

const list = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(","));

/** Query keys compare by value: what is undefined is not there. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

/** Which series; says nothing of their state. */
function subjectsOf(filters: StalenessFilters) {
  return {
    timeframe: list(filters.timeframe),
    asset_class: list(filters.asset_class),
    criticality: list(filters.criticality),
    symbol: filters.symbol || undefined,
    at: filters.at?.toISOString(),
  };
}

/** The matrix is asked whole and narrowed by state in the browser: a chip answers at once, and a cell keeps its neighbours. */
export function matrixQueryOf(filters: StalenessFilters): QueryOf<"stalenessMatrix"> {
  return compact(subjectsOf(filters));
}

function narrowedOf(filters: StalenessFilters) {
  return {
    ...subjectsOf(filters),
    status: list(filters.status),
    data_status: list(filters.data_status),
    reason: list(filters.reason),
    min_bars_behind: filters.min_bars_behind ?? undefined,
  };
}

export function listQueryOf(filters: StalenessFilters): QueryOf<"staleness"> {
  return compact({
    ...narrowedOf(filters),
    order: lensOf(filters) === "age" ? "status" : "market",
    // Whole days are known as they are now: of a past board they would be another day's.
    include: filters.at === null ? ("coverage" as const) : undefined,
    limit: ROWS_PER_PAGE,
    cursor: filters.cursor ?? undefined,
  });
}

/** Counts for the chips of one kind of state: all filters but that kind's own. */
export function countsQueryOf(
  filters: StalenessFilters,
  without: "status" | "data_status",
): QueryOf<"staleness"> {
  return compact({ ...narrowedOf(filters), [without]: undefined, limit: 1 });
}

/** All rows of the filter as a file; JSON comes a line per row. */
export function exportHref(filters: StalenessFilters, format: "csv" | "ndjson"): string {
  return hrefOf("staleness", { query: { ...narrowedOf(filters), order: "market", format } });
}

/** Exactly the named series ("AAPL 1d"), whatever the filter hides of them by now. */
export function selectionHref(
  { at }: Pick<StalenessFilters, "at">,
  series: Iterable<string>,
  format: "csv" | "ndjson",
): string {
  const query = { series: [...series].join(","), at: at?.toISOString(), order: "market", format };
  return hrefOf("staleness", { query: compact(query) });
}

/** Whole days in UTC, so that the question stays the same all day. */
export function coverageQueryOf(filters: StalenessFilters, nowMs: number): QueryOf<"coverage"> {
  const today = filters.at?.getTime() ?? nowMs;
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return {
    ...compact({
      symbol: filters.symbol || undefined,
      criticality: list(filters.criticality),
      asset_class: list(filters.asset_class),
      timeframe: filters.stream,
      order: filters.sort,
      limit: GAP_ROWS_PER_PAGE,
      cursor: filters.cursor ?? undefined,
    }),
    from: day(today - (Number(filters.days) - 1) * DAY_MS),
    to: day(today),
  };
}

/** The window ends at `at` or goes on; it begins on a full hour, so that polling asks the same question. */
export function timelineQueryOf(
  filters: StalenessFilters,
  nowMs: number,
): QueryOf<"freshnessHistory"> {
  const endMs = filters.at?.getTime() ?? nowMs;
  const startMs = Math.floor(endMs / HOUR_MS) * HOUR_MS - Number(filters.hours) * HOUR_MS;
  return {
    ...compact({
      timeframe: list(filters.timeframe),
      criticality: list(filters.criticality),
      to: filters.at?.toISOString(),
      limit: TIMELINE_CHANGES,
    }),
    from: new Date(startMs).toISOString(),
  };
}
