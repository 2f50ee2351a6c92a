/**
 * Preloaded into every process that waits most of its life: what a burst of work left behind is given back to the machine
 * once there is little to do. V8 by itself keeps it until the heap has filled again, which at rest takes many minutes.
 */
import { performance } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isWorthCollecting } from "./is-worth-collecting.mjs";

const LOOK_EVERY_MS = 10_000;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
setFlagsFromString("--no-expose-gc");

let before = performance.eventLoopUtilization();
let keptBytes = 0;
setInterval(() => {
  const now = performance.eventLoopUtilization();
  const { utilization } = performance.eventLoopUtilization(now, before);
  before = now;
  if (!isWorthCollecting({ utilization, heapBytes: process.memoryUsage().heapTotal, keptBytes }))
    return;
  collect();
  keptBytes = process.memoryUsage().heapTotal;
}, LOOK_EVERY_MS).unref();
