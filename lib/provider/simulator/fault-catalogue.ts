/** Every fault the simulated vendor can be told to have: one per habit of the real one, and a few nobody has seen yet. */

export const FAULTS = {
  rate_limit_storm: "Answers 429 with the vendor's sentence and no Retry-After.",
  empty_429: "Answers 429 with an empty body.",
  retry_after: "Answers 429 with Retry-After: 2.",
  http_500: "Answers 500 with a JSON error.",
  html_502: "Answers 502 with a proxy's HTML page.",
  html_200: "Answers 200 with an HTML page.",
  cut_body: "Ends the JSON body in the middle.",
  reset: "Drops the connection in the middle of the body.",
  hang: "Takes the request and never answers.",
  slow: "Answers two seconds late.",
  unknown_key: "Answers 401: the API key is not known.",
  forbidden_plan: "Answers 403: the plan is not entitled to the data.",
  forbidden_timeframe: "Answers 403: the plan does not include the data timeframe.",
  forbidden_before_eod: "Answers 403 to every range that touches today: asked before end of day.",
  redirect: "Answers 302 to another host.",
  empty_page_with_cursor: "Gives an empty first page with a next_url that leads to the bars.",
  cursor_loop: "Gives a second page whose next_url leads to itself.",
  endless_cursor: "Gives empty pages without end, each with a new cursor.",
  foreign_next_url: "Gives a next_url on another host.",
  duplicate_bar_across_pages: "Begins each page with the last bar of the page before.",
  small_pages: "Gives pages of 100 bars, whatever limit was asked for.",
  other_ticker_rows: "Answers with another ticker's rows.",
  adjusted_rows: "Answers with split-adjusted rows where raw ones were asked for.",
  results_null: "Answers 200 with results: null, as if there were no bars.",
  no_results_key: "Answers 200 without results, as if there were no bars.",
  delayed_status: "Answers DELAYED and holds back the last 15 minutes.",
  silent_clip: "Leaves out everything older than 60 days without saying so.",
  provisional_last_bar: "Ends with a bar whose window is still open, whatever the hour.",
  revised_bars:
    "Gives the newest 15 bars with preliminary values in the first answer, true ones later.",
  split_during_run:
    "A 4-for-1 split took effect at the month's first session; it is listed only after two answers.",
  clock_skew: "Lives ten minutes behind: its Date header and its newest bars.",
  bad_ohlc: "Gives one bar whose high is below its low.",
  negative_volume: "Gives one bar with a negative volume.",
  zero_price: "Gives one bar with a price of zero.",
  off_grid: "Gives one bar that starts seven seconds late.",
  nan_price: "Gives one bar whose close is null, as JSON writes a NaN.",
  text_price: "Gives one bar whose open is text.",
  missing_field: "Gives one bar without a volume.",
  unsorted: "Gives two bars in the wrong order.",
  dead_symbol:
    "Knows nothing of the symbol any more: 200 and empty, and 404 where it is looked up.",
  gap: "Has no bars on the second Tuesday of every month.",
  false_fresh: "Answers OK, but its newest bar is three sessions old.",
} as const satisfies Record<string, string>;

export type FaultName = keyof typeof FAULTS;

/** How often a fault strikes a symbol when no number is given; the others strike always. */
export const DEFAULT_COUNTS: Partial<Record<FaultName, number>> = {
  revised_bars: 1,
  split_during_run: 2,
};

/** What `demo` plants: something of each kind an operator meets, some of it mended by asking again. */
export const DEMO_FAULTS = [
  "rate_limit_storm:TSLA:10",
  "false_fresh:META",
  "gap:NFLX:4",
  "dead_symbol:ASML",
  "split_during_run:AAPL",
];

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(FAULTS, text);
}
