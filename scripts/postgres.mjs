/**
 * The embedded PostgreSQL: initialises, starts, watches and stops one server whose files live under a data
 * directory. Plain JavaScript without dependencies, so that the launcher and the tests can both use it.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPrograms, giveTo, serverIdentity, settleHome } from "./launcher/postgres-home.mjs";
import { explainPostgresLog } from "./launcher/postgres-log.mjs";
import { commandLine, endProcess, isAlive } from "./launcher/processes.mjs";
import { StopError } from "./launcher/stop-error.mjs";

const MAJOR = "18";
const USER = "candlewatch";
const DATABASE = "candlewatch";
const SOCKET_PORT = 5432;
const READY_LIMIT_MS = 60_000;
/** Replaying the log after a crash may take long; as long as PostgreSQL says it is starting, it is believed. */
const RECOVERY_LIMIT_MS = 900_000;
const isWindows = process.platform === "win32";

const SETTINGS = {
  max_connections: "100",
  // The rest of a small database lies in the system's own cache, which it gives back when others need it.
  shared_buffers: "64MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  random_page_cost: "1.1",
  jit: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  wal_compression: "on",
  idle_in_transaction_session_timeout: "60s",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_duration_statement: "2s",
};

/** For servers whose data nobody will miss. */
const UNSAFE_BUT_FAST = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
  autovacuum_naptime: "10min",
  log_min_duration_statement: "-1",
};

/**
 * A supervisor of a few lines of shell: when our end of its standard input closes – because we asked, or because
 * we were killed – it shuts PostgreSQL down; when PostgreSQL ends, so does it.
 */
const SUPERVISOR = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ read -r _; kill -INT "$server"; } <&3 2>/dev/null & watcher=$!
trap '' INT TERM HUP
wait "$server"; code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/**
 * Starts the server of a data directory, initialising it first when it is new.
 *
 * @param {{ dataDir: string, durable?: boolean, onProgress?: (text: string) => void }} options
 *   `durable: false` trades every safety for speed (tests)
 * @returns {Promise<import("./postgres.d.mts").EmbeddedPostgres>}
 * @throws {StopError} with what to do about it
 */
export async function startPostgres({ dataDir, durable = true, onProgress = () => {} }) {
  const root = resolve(dataDir);
  mkdirSync(join(root, "logs"), { recursive: true });
  const programs = findPrograms();
  const identity = serverIdentity();
  const home = settleHome({ dataDir: root, programs, identity });
  const log = join(root, "logs", "postgres.log");
  rotate(log);

  const server = { root, identity, log, durable, ...home };
  if (!isInitialised(server)) {
    onProgress("initialising the database cluster");
    initialise(server);
  }
  await endOrphan(server, onProgress);
  const child = await bringUp(server, onProgress);
  return {
    url: urlOf(server),
    pid: postmasterPid(server) ?? child.process.pid,
    pgData: server.pgData,
    log,
    exited: child.exited,
    stop: () => stop(server, child),
  };
}

function isInitialised({ pgData }) {
  if (!existsSync(pgData) || readdirSync(pgData).length === 0) return false;
  const versionFile = join(pgData, "PG_VERSION");
  if (!existsSync(versionFile)) {
    throw new StopError(
      `${pgData} is not a PostgreSQL data directory (it has no PG_VERSION).`,
      "Move it away to begin with an empty database, restore it from a backup, or set DATA_DIR to another directory.",
    );
  }
  const version = readFileSync(versionFile, "utf8").trim();
  if (version === MAJOR) return true;
  throw new StopError(
    `${pgData} was written by PostgreSQL ${version || "of an unreadable version"}, this release runs ${MAJOR}.`,
    "Make a backup with the release that wrote it (`npm run backup`), move the directory away and restore.",
  );
}

/** Built beside and renamed when whole, so that an interrupted initialisation leaves nothing half-made. */
function initialise(server) {
  const { pgData, identity } = server;
  const building = `${pgData}.new`;
  rmSync(building, { recursive: true, force: true });
  rmSync(pgData, { recursive: true, force: true });
  mkdirSync(building, { mode: 0o700 });
  giveTo(building, identity);
  const auth = isWindows
    ? ["--auth=scram-sha-256", `--pwfile=${passwordFile(server)}`]
    : ["--auth=trust"];
  const locale = [
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  const sync = server.durable ? [] : ["--no-sync"];
  run(server, "initdb", [
    "-D",
    building,
    "-U",
    USER,
    "--no-instructions",
    ...locale,
    ...auth,
    ...sync,
  ]);
  run(
    server,
    "postgres",
    ["--single", "-D", building, "postgres"],
    `CREATE DATABASE ${DATABASE}\n`,
  );
  renameSync(building, pgData);
}

function run(server, program, args, input = "") {
  const result = spawnSync(programPath(server, program), args, {
    ...server.identity,
    cwd: resolve(server.pgData, ".."),
    env: environment(),
    input,
    encoding: "utf8",
    windowsHide: true,
  });
  if (result.status === 0) return;
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}`;
  writeFileSync(server.log, output, { flag: "a" });
  throw explainPostgresLog(output, server, result.error);
}

function programPath({ native }, program) {
  return join(native, "bin", isWindows ? `${program}.exe` : program);
}

function environment() {
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", ...(isWindows ? process.env : {}) };
}

/** A server whose launcher was killed is still ours: we hold the data directory's lock. It is shut down cleanly. */
async function endOrphan(server, onProgress) {
  const pid = postmasterPid(server);
  if (pid === null) return;
  const command = isAlive(pid) ? commandLine(pid) : "";
  const isOurs =
    command === null || (command.includes("postgres") && command.includes(server.pgData));
  if (command !== "" && isOurs) await shutDownOrphan(pid, onProgress);
  rmSync(join(server.pgData, "postmaster.pid"), { force: true });
}

async function shutDownOrphan(pid, onProgress) {
  onProgress(`stopping the PostgreSQL left behind by an earlier start (process ${pid})`);
  const steps = [
    { signal: "SIGINT", patienceMs: 30_000 },
    { signal: "SIGQUIT", patienceMs: 10_000 },
    { signal: "SIGKILL", patienceMs: 5_000 },
  ];
  if (await endProcess(pid, steps)) return;
  throw new StopError(
    `PostgreSQL of an earlier start (process ${pid}) does not end.`,
    `End it with \`kill -9 ${pid}\` and start again.`,
  );
}

function postmasterPid({ pgData }) {
  const pid = Number.parseInt(readPidFile(pgData)[0] ?? "", 10);
  return Number.isNaN(pid) ? null : pid;
}

function readPidFile(pgData) {
  try {
    return readFileSync(join(pgData, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** After a kill -9 the old server's backends hold its shared memory for a moment: that alone is tried again. */
async function bringUp(server, onProgress) {
  server.port = isWindows ? await freePort() : SOCKET_PORT;
  for (let attempt = 1; ; attempt += 1) {
    const before = logSize(server.log);
    const child = launch(server);
    const ready = await waitUntilReady(server, child, onProgress);
    if (ready) return child;
    child.process.stdin?.destroy();
    const output = readFileSync(server.log, "utf8").slice(before);
    if (attempt === 20 || !/pre-existing shared memory block|Address already in use/.test(output)) {
      throw explainPostgresLog(output, server);
    }
    await sleep(500);
  }
}

function launch(server) {
  const settings = { ...SETTINGS, ...(server.durable ? {} : UNSAFE_BUT_FAST) };
  const place = isWindows
    ? { listen_addresses: "127.0.0.1" }
    : { listen_addresses: "", unix_socket_directories: `"${server.socketDir}"` };
  const options = Object.entries({ ...settings, ...place, port: String(server.port) }).flatMap(
    ([name, value]) => ["-c", `${name}=${value}`],
  );
  const command = [programPath(server, "postgres"), "-D", server.pgData, ...options];
  const [file, args] = isWindows
    ? [command[0], command.slice(1)]
    : ["/bin/sh", ["-c", SUPERVISOR, "candlewatch-postgres", ...command]];
  const log = openSync(server.log, "a");
  const child = spawn(file, args, {
    ...server.identity,
    cwd: server.pgData,
    env: environment(),
    // Its own session: Ctrl+C in the terminal reaches us alone, and we decide the order of stopping.
    detached: true,
    stdio: ["pipe", log, log],
    windowsHide: true,
  });
  closeSync(log);
  child.stdin?.on("error", () => {});
  const exited = new Promise((done) => {
    child.once("error", (error) => done({ code: null, error }));
    child.once("exit", (code, signal) => done({ code, signal }));
  });
  const state = { process: child, exited, ended: false };
  void exited.then(() => {
    state.ended = true;
  });
  return state;
}

/** True once PostgreSQL says "ready" in its pid file, false when it ended before. */
async function waitUntilReady(server, child, onProgress) {
  const startedAt = Date.now();
  let saidRecovery = false;
  while (!child.ended) {
    const lines = readPidFile(server.pgData);
    const status = lines[7]?.trim();
    if (status === "ready") return true;
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > 3_000 && !saidRecovery) {
      saidRecovery = true;
      onProgress("PostgreSQL is recovering after an unclean stop; this can take a while");
    }
    if (waitedMs > (status === "starting" ? RECOVERY_LIMIT_MS : READY_LIMIT_MS)) return false;
    await sleep(20);
  }
  return false;
}

async function stop(server, child) {
  if (child.ended) return;
  const pid = postmasterPid(server);
  if (isWindows) run(server, "pg_ctl", ["stop", "-D", server.pgData, "-m", "fast", "-w"]);
  else child.process.stdin?.end();
  const patience = sleep(60_000, "late", { ref: false });
  if ((await Promise.race([child.exited, patience])) === "late" && pid !== null) {
    await endProcess(pid, [
      { signal: "SIGQUIT", patienceMs: 10_000 },
      { signal: "SIGKILL", patienceMs: 5_000 },
    ]);
  }
}

function urlOf(server) {
  if (isWindows) {
    const password = readFileSync(passwordFile(server), "utf8").trim();
    return `postgres://${USER}:${password}@127.0.0.1:${server.port}/${DATABASE}`;
  }
  return `postgres://${USER}@localhost/${DATABASE}?host=${encodeURIComponent(server.socketDir)}`;
}

/** Only where the server listens on a port: a socket in a private directory needs no password. */
function passwordFile({ root }) {
  const file = join(root, "postgres-password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return file;
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

const LOG_LIMIT_BYTES = 10_000_000;

function logSize(log) {
  return statSync(log, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(log) {
  if (logSize(log) > LOG_LIMIT_BYTES) renameSync(log, `${log}.1`);
}
