/** What the sources that run in the app must not do, each for a reason of security; `docs/security.md` names the items. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOMS = ["app", "components", "inngest", "lib"];
const TOP = ["proxy.ts", "instrumentation.ts", "instrumentation-node.ts"];

const files = [
  ...TOP,
  ...ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => join(room, name)),
  ),
].filter(
  (file) =>
    /\.(ts|tsx|mjs)$/.test(file) &&
    !/\.test\.tsx?$|\/testing\/|\/test-db\.ts$/.test(file) &&
    statSync(file).isFile(),
);
const sources = files.map((file) => ({
  file,
  text: readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ""),
}));

type Rule = { title: string; forbidden: RegExp; except?: Readonly<Record<string, string>> };

/** `except`: file → why it may. */
const RULES: Rule[] = [
  { title: "no text becomes a program", forbidden: /\beval\(|new Function\(|\bvm\b.*node:vm/ },
  { title: "no other program is started", forbidden: /child_process/ },
  {
    title: "no pattern is built from what a caller sent",
    forbidden: /new RegExp\(|\bRegExp\(/,
    except: {
      "lib/auth/actor.ts": "from the cookie's name, a constant",
      "lib/provider/csv/bars-directory.ts": "from a timeframe, a closed vocabulary",
    },
  },
  {
    title: "no text becomes a format",
    forbidden: /from "(?:node:)?util"[\s\S]*\bformat\(|\b(?:printf|sprintf)\(/,
  },
  {
    title: "certificates are always checked",
    forbidden: /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/,
  },
  {
    title: "nothing is logged but by the log, which writes to standard output",
    forbidden: /\bconsole\.|process\.std(?:out|err)\.write/,
    except: {
      "lib/log.ts": "the log itself",
      "lib/provider/simulator/server.ts":
        "a process of its own, which writes to the launcher's log",
    },
  },
  { title: "no markup is made of text", forbidden: /dangerouslySetInnerHTML|\.innerHTML\b/ },
  { title: "no state is changed by a server action", forbidden: /^\s*"use server"/m },
];

describe("in the app's sources", () => {
  test.each(RULES)("$title", ({ forbidden, except = {} }) => {
    const found = sources.filter(({ text }) => forbidden.test(text)).map(({ file }) => file);

    expect(found.toSorted()).toEqual(Object.keys(except).toSorted());
  });
});

test("these are the sources", () => expect(files.length).toBeGreaterThan(400));
