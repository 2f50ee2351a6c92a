import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestKey } from "@/lib/auth/testing/test-credentials";
import { ADMIN_KEY, type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import { type ServedRoutes, serveRoutes } from "@/lib/http/testing/serve-routes";
import { findFreePort } from "@/scripts/launcher/ports";
import { runCli } from "./run-cli";

let routes: OpenRoutes;
let server: ServedRoutes;
beforeAll(async () => {
  routes = await openRoutes();
  server = await serveRoutes();
  await routes.call("/api/v1/admin/symbols", {
    method: "POST",
    body: {
      check: false,
      symbols: ["SPY", "QQQ"].map((symbol) => ({
        symbol,
        asset_class: "etf",
        criticality: "critical",
        timeframes: ["1d"],
      })),
    },
  });
});
afterAll(async () => {
  await server.close();
  await routes.close();
});
beforeEach(async () => {
  await routes.db.execute(
    sql`truncate scheduler_execution_log, symbol_computation_status, feature_computation_failures cascade`,
  );
});

type Options = {
  env?: Record<string, string>;
  isTerminal?: boolean;
  onWrite?: (text: string) => void;
  onError?: (text: string) => void;
};

async function cli(argv: string[], { env, isTerminal = false, onWrite, onError }: Options = {}) {
  let output = "";
  let errors = "";
  const exitCode = await runCli(argv, {
    env: env ?? { CANDLEWATCH_ADMIN_KEY: ADMIN_KEY, CANDLEWATCH_URL: server.url },
    write: (text) => {
      output += text;
      onWrite?.(text);
    },
    writeError: (text) => {
      errors += text;
      onError?.(text);
    },
    isTerminal,
    signal: new AbortController().signal,
    pollMs: 5,
  });
  return { exitCode, output, errors };
}

/** As the pipeline closes it, one job failed. */
async function endExecution(isGood: boolean) {
  const last = isGood ? sql`'completed'` : sql`'failed'`;
  await routes.db.execute(sql`update symbol_computation_status set status = case symbol when 'SPY' then ${last} else 'completed' end,
    error_message = case when symbol = 'SPY' and not ${isGood} then 'the vendor said no' end, completed_at = now()`);
  await routes.db.execute(sql`update scheduler_execution_log
    set status = 'completed', completed_at = now(), duration_seconds = 12, failed_symbols = ${isGood ? 0 : 1}`);
}

describe("looking", () => {
  test("status says how it stands and ends with 1 when that is not healthy", async () => {
    const { exitCode, output } = await cli(["status"]);

    expect(output).toMatch(/^(healthy|degraded): \d+ stale series of 2 symbols\n/);
    expect(exitCode).toBe(output.startsWith("healthy") ? 0 : 1);
  });

  test("staleness lists the worst and ends with 1 while something is missing", async () => {
    const { exitCode, output } = await cli(["staleness", "--criticality", "critical"]);

    expect(exitCode).toBe(1);
    expect(output).toContain("2 series: 0 fresh, 0 aging, 0 stale, 2 missing");
    expect(output).toMatch(/QQQ +1d +missing/);
  });

  test("--json prints the API's own answer and nothing else", async () => {
    const { output } = await cli(["staleness", "--json"]);
    expect(JSON.parse(output).summary.total_monitored).toBe(2);
  });

  test("what holds for every command may stand before it", async () => {
    const before = await cli(["--url", server.url, "--json", "executions"], {
      env: { CANDLEWATCH_ADMIN_KEY: ADMIN_KEY },
    });
    expect([before.exitCode, JSON.parse(before.output).executions]).toEqual([0, []]);
  });

  test("executions are a table, newest first", async () => {
    await cli(["run", "--symbols", "spy"]);
    const { exitCode, output } = await cli(["executions", "--limit", "5"]);

    expect(exitCode).toBe(0);
    expect(output.split("\n")[1]).toMatch(/^[0-9a-f-]{36} +\S+Z +running +manual +1 +0/);
  });
});

describe("acting", () => {
  test("a dry run says what would be done and starts nothing", async () => {
    const { exitCode, output } = await cli(["run", "--dry-run", "--criticality", "critical"]);

    expect([exitCode, output]).toEqual([
      0,
      expect.stringMatching(/^2 jobs of 2 symbols, about \d+ vendor/),
    ]);
    expect((await cli(["executions", "--json"])).output).toContain('"executions":[]');
  });

  test("run --wait shows the bar until the end and ends with 0 when every job succeeded", async () => {
    const { exitCode, output } = await cli(["run", "--wait", "--reason", "a test"], {
      isTerminal: true,
      onWrite: (text) => {
        if (text.includes("0/2")) void endExecution(true);
      },
    });

    expect(exitCode).toBe(0);
    expect(output).toContain(`${"░".repeat(30)}  0/2  0 %`);
    expect(output).toContain(`${"█".repeat(30)}  2/2  100 %`);
    expect(output).toContain("completed in 12 s: 2 jobs good, 0 failed, 0 cancelled");
  });

  test("watch follows the running one and names what failed, with 1", async () => {
    await cli(["run"]);
    const { exitCode, output } = await cli(["watch"], {
      onWrite: (text) => {
        if (text.includes("0/2")) void endExecution(false);
      },
    });

    expect(exitCode).toBe(1);
    expect(output).toContain("failed SPY 1d: the vendor said no");
  });

  test("watch outlives a server that starts again", async () => {
    await cli(["run"]);
    const { port } = new URL(server.url);
    let hasGone = false;
    const { exitCode, errors } = await cli(["watch"], {
      onWrite: (text) => {
        if (hasGone || !text.includes("0/2")) return;
        hasGone = true;
        void server.close();
      },
      onError: () => {
        void endExecution(true).then(async () => {
          server = await serveRoutes(Number(port));
        });
      },
    });

    expect([exitCode, hasGone]).toEqual([0, true]);
    expect(errors).toContain("does not answer");
  });

  test("rerun takes the newest execution that ended with failures", async () => {
    await cli(["run"]);
    await endExecution(false);
    const { exitCode, output } = await cli(["rerun"]);

    expect([exitCode, output]).toEqual([
      0,
      expect.stringMatching(/^started [0-9a-f-]{36}: 1 job\n$/),
    ]);
  });

  test("rerun of what did not fail is refused with 5", async () => {
    await cli(["run"]);
    await endExecution(true);
    const { executions } = JSON.parse((await cli(["executions", "--json"])).output);
    const { exitCode, errors } = await cli(["rerun", executions[0].execution_id]);

    expect([exitCode, errors]).toEqual([5, expect.stringContaining("failed")]);
  });
});

describe("what goes wrong says what to do", () => {
  test("no key, a wrong key and too small a role are 3", async () => {
    const viewer = await createTestKey(routes.db, "viewer");
    const env = { CANDLEWATCH_URL: server.url };
    const wrong = { ...env, CANDLEWATCH_API_KEY: "wrong" };
    const small = { ...env, CANDLEWATCH_API_KEY: viewer };

    const answers = [
      await cli(["status"], { env }),
      await cli(["status"], { env: wrong }),
      await cli(["run"], { env: small }),
    ];

    expect(answers.map(({ exitCode }) => exitCode)).toEqual([3, 3, 3]);
    expect(answers[0]?.errors).toContain("No key was given.");
    expect(answers[1]?.errors).toContain("The key was refused.");
    expect(answers[2]?.errors).toContain("operator");
  });

  test("a server that is away is 4", async () => {
    const url = `http://127.0.0.1:${await findFreePort()}`;
    const { exitCode, errors } = await cli(["status", "--url", url]);

    expect([exitCode, errors]).toEqual([4, expect.stringContaining(`does not answer at ${url}`)]);
  });

  test("a word the API does not know is refused with what is allowed, as 5", async () => {
    const { exitCode, errors } = await cli(["staleness", "--status", "rotten"]);
    expect([exitCode, errors]).toEqual([5, expect.stringContaining("query.status")]);
  });

  test.each([
    ["fly"],
    ["--json"],
    ["status", "--fast"],
    ["status", "now"],
    ["staleness", "--limit", "many"],
    ["status", "--url", "x"],
  ])("wrong usage is 2: %s %s", async (...argv) => {
    expect((await cli(argv)).exitCode).toBe(2);
  });

  test("what answers but is not Candlewatch is said to be so, as 4", async () => {
    const page = createServer((_, response) => response.end("<h1>It works!</h1>"));
    await once(page.listen(0, "127.0.0.1"), "listening");
    const { port } = page.address() as AddressInfo;
    const { exitCode, errors } = await cli(["status", "--url", `http://127.0.0.1:${port}`]);
    page.close();

    expect([exitCode, errors]).toEqual([4, expect.stringContaining("is not Candlewatch")]);
  });

  test("help lists every command and exit code", async () => {
    const { exitCode, output } = await cli(["--help"]);

    expect(exitCode).toBe(0);
    for (const word of [
      "status",
      "staleness",
      "executions",
      "run ",
      "rerun",
      "watch",
      "Exit codes",
    ]) {
      expect(output).toContain(word);
    }
  });
});

test("as a process it prints to stdout and ends with the code", async () => {
  const run = promisify(execFile);
  const env = { ...process.env, CANDLEWATCH_URL: server.url, CANDLEWATCH_API_KEY: ADMIN_KEY };
  const { stdout } = await run(
    process.execPath,
    ["scripts/candlewatch.mjs", "executions", "--json"],
    { env },
  );
  expect(JSON.parse(stdout).executions).toEqual([]);

  const cut = await run(
    "bash",
    ["-c", `"${process.execPath}" scripts/candlewatch.mjs --help | true`],
    { env },
  );
  expect(cut.stderr).toBe("");

  const refused = run(process.execPath, ["scripts/candlewatch.mjs", "status"], {
    env: { ...env, CANDLEWATCH_API_KEY: "wrong" },
  });
  await expect(refused).rejects.toMatchObject({ code: 3 });
});
