/** What `--help` prints. */
export const HELP = `Candlewatch from a terminal.

Usage: npx candlewatch <command> [options]

  status                    is everything well; exit code 1 when it is not
  staleness                 series, worst first; exit code 1 when one is stale or missing
      --status fresh,aging,stale,missing  --data-status current,behind,not_due,missing
      --timeframe 1d,1h  --criticality critical  --asset-class etf  --symbol SP  --limit 50
  executions                what ran, newest first
      --status running,failed  --trigger manual,rerun  --symbol SPY  --limit 20
  run                       starts a backfill of all active symbols, or of some
      --symbols SPY,QQQ  --timeframes 1d,1h  --criticality critical  --from 2026-11-01T00:00:00Z  --to …
      --dry-run   only say what it would do        --wait          stay and show the progress
      --force     take over what another run has not begun
      --newest-first  --priority -10…10  --reason "after the split"
  rerun [execution]         runs again what failed: of that execution, or of the newest that ended with failures
      --all       every unresolved failure         --missing       also what was cancelled
      --wait  --reason "…"
  watch [execution]         shows the progress until it has ended; the running one unless named

Everywhere
  --json                    the API's own answer, for programs; watch prints one line per change
  --url http://host:port    where Candlewatch is (CANDLEWATCH_URL, else http://127.0.0.1:3000)

The key comes from CANDLEWATCH_API_KEY or CANDLEWATCH_ADMIN_KEY, never from the command line, where others could read it.

Exit codes
  0  good            1  bad news: unhealthy, stale, failed      2  wrong usage
  3  key refused     4  the server is away                      5  the request was refused
  130  interrupted; an execution that was started goes on
`;
