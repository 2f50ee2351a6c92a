import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isInstalled } from "./packages.mjs";
import { notePatches } from "./patches.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "candlewatch-packages-"));
  mkdirSync(join(root, "node_modules", "postgres"), { recursive: true });
  mkdirSync(join(root, "patches"));
  writeFileSync(patch("postgres+3.4.9.patch"), "+one line");
  lock("package-lock.json", "3.4.9");
  lock("node_modules/.package-lock.json", "3.4.9");
});
afterEach(() => rmSync(root, { recursive: true }));

const patch = (name: string) => join(root, "patches", name);

function lock(file: string, version: string) {
  const packages = {
    "": { name: "candlewatch" },
    "node_modules/postgres": { version },
    ...(file === "package-lock.json" && {
      "node_modules/other": { version: "1.0.0", optional: true },
    }),
  };
  writeFileSync(join(root, file), JSON.stringify({ packages }));
}

test("packages of the lock file's versions that were given the patches are installed; what is optional may be missing", () => {
  notePatches(root);
  expect(isInstalled(root)).toBe(true);

  lock("package-lock.json", "3.4.10");
  expect(isInstalled(root)).toBe(false);
});

test.each<[string, () => void]>([
  ["never applied", () => undefined],
  [
    "changed",
    () => {
      notePatches(root);
      writeFileSync(patch("postgres+3.4.9.patch"), "+another line");
    },
  ],
  [
    "added",
    () => {
      notePatches(root);
      writeFileSync(patch("zod+4.6.7.patch"), "+one line");
    },
  ],
  [
    "removed",
    () => {
      notePatches(root);
      rmSync(patch("postgres+3.4.9.patch"));
    },
  ],
])("a patch that was %s asks for another installation", (_, happen) => {
  happen();
  expect(isInstalled(root)).toBe(false);
});

test("what postinstall runs is what the start reads", () => {
  const script = join(process.cwd(), "scripts/launcher/note-patches.mjs");
  execFileSync(process.execPath, [script], { cwd: root });

  expect(isInstalled(root)).toBe(true);
});

test("nothing is installed before the first time, and a clone without its lock file is said to be broken", () => {
  rmSync(join(root, "node_modules/.package-lock.json"));
  expect(isInstalled(root)).toBe(false);

  lock("node_modules/.package-lock.json", "3.4.9");
  rmSync(join(root, "package-lock.json"));
  expect(() => isInstalled(root)).toThrow("package-lock.json is missing");
});
