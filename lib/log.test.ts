import { expect, test } from "vitest";
import { createLogger } from "./log";

function logger(level: "debug" | "info" = "info", format: "json" | "pretty" = "json") {
  const lines: string[] = [];
  const now = () => new Date("2026-11-20T16:00:00Z");
  return { lines, log: createLogger({ level, format, write: (line) => lines.push(line), now }) };
}

test("a line is one JSON object with its time, level, message and every id bound to the log", () => {
  const { lines, log } = logger();
  log.with({ execution_id: "e-1" }).with({ job: "SPY 1d" }).info("Stored", { rows: 3 });

  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      at: "2026-11-20T16:00:00.000Z",
      level: "info",
      message: "Stored",
      execution_id: "e-1",
      job: "SPY 1d",
      rows: 3,
    },
  ]);
});

test("an error is told with its name, code, stack and the chain of its causes", () => {
  const { lines, log } = logger();
  const cause = Object.assign(new Error("connection lost"), { code: "ECONNRESET" });
  log.error("Failed", { request_id: "r-1", error: new Error("query failed", { cause }) });

  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    request_id: "r-1",
    error: {
      message: "query failed",
      stack: expect.stringContaining("log.test"),
      cause: { message: "connection lost", code: "ECONNRESET" },
    },
  });
});

test("a message as long as the bars it carries is cut, in the stack as well", () => {
  const { lines, log } = logger();
  log.error("Failed", { error: new Error(`Failed query: insert ${"1,".repeat(100_000)}`) });

  expect(lines[0]?.length).toBeLessThan(5_000);
  expect(JSON.parse(lines[0] ?? "").error).toMatchObject({
    message: expect.stringMatching(/^Failed query: insert 1,1,.*… \(\d+ more characters\)$/),
    stack: expect.stringContaining("log.test"),
  });
});

test("the values of a failed statement are not told, be they a session's token or a name", () => {
  const { lines, log } = logger();
  const cause = new Error(
    "Failed query: select 1 from auth_sessions where token = $1\nparams: s3cret",
  );
  log.error("Failed", { error: new Error("Failed to get session", { cause }) });

  expect(lines[0]).toContain("where token = $1");
  expect(lines[0]).not.toContain("s3cret");
});

test("text from outside cannot forge a line of its own", () => {
  const { lines, log } = logger();
  log.warn("Refused", { path: 'x\n{"level":"error","message":"forged"}' });

  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("\n");
});

test("what is below the level is not written", () => {
  const { lines, log } = logger("info", "pretty");
  log.debug("Answered");
  log.info("Started");

  expect(lines).toEqual([expect.stringContaining("Started")]);
});
