/**
 * npm runs us through a shell and sends its signals to that shell only, so a SIGTERM to `npm start` would end the
 * shell and leave us running. We therefore watch the two processes above us and take their end for the signal.
 */
import { isAlive, readStat, startMark } from "./processes.mjs";

const POLL_MS = 300;

/** Calls back once when the npm that runs us, or its shell, is gone; never outside npm. */
export function onNpmGone(callback) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const mark = npm === null ? "" : startMark(npm);
  const timer = setInterval(() => {
    const isNpmGone = npm !== null && !(isAlive(npm) && startMark(npm) === mark);
    if (process.ppid === shell && !isNpmGone) return;
    clearInterval(timer);
    callback();
  }, POLL_MS);
  timer.unref();
}

/** Null where there is no /proc, and for the first process of all. */
function parentOf(pid) {
  const parent = Number(readStat(pid)?.[1] ?? 0);
  return parent > 1 ? parent : null;
}
